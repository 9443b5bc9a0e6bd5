export function send(url, data) {
  const headers = { "X-CSRFToken": Cookies.get("csrftoken") };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(data) });
}
