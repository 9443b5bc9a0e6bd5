"""An expectation as a script for sh and curl that logs in and compares."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from djauthlint.reporters.terminal import one_line
from djauthlint.verification import Cookie, Expectation

HEAD = """\
#!/bin/sh
# Logs in to a site as a browser does, and says where that fails. Needs curl and an account.
#
#     sh login.sh [URL]
#
# Name and password are asked for, or taken from LOGIN_NAME and LOGIN_PASSWORD. Exit code 0: the login works; 1: it does not;
# 2: that could not be found out.
"""

BODY = r"""
set -u
given=${1:-$url}
site=${given%/}
[ -n "$site" ] || { echo "usage: sh $0 https://your.site" >&2; exit 2; }
command -v curl >/dev/null || { echo 'this needs curl' >&2; exit 2; }

work=$(mktemp -d)
trap 'stty echo 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
umask 077
: >"$work/cookies"

# Over plain HTTP, this speaks as the proxy does for a browser that uses HTTPS.
origin=$site
: >"$work/proxied"
if [ "${site#http://}" != "$site" ] && [ "$behind_proxy" = yes ]; then
    origin=https://${site#http://}
    printf '%s' "$proxied" >"$work/proxied"
    [ -z "$proxied" ] || printf 'as the proxy does, sending %s' "$proxied"
fi

fail() {
    echo "FAILED: $1" >&2
    echo "djauthlint check $entry may say which setting is the cause" >&2
    exit 1
}
unclear() { echo "UNCLEAR: $1" >&2; exit 2; }

# request PATH [OPTION...]: the answer goes to $work/head and $work/body, its status to $status.
request() {
    path=$1
    shift
    case $path in
    http://* | https://*) address=$path ;;
    *) address=$site$path ;;
    esac
    { cat "$work/proxied"; sed '1s/^/Cookie: /' "$work/cookie-header" 2>/dev/null; } >"$work/headers"
    status=$(curl --silent --show-error --max-time 60 --dump-header "$work/head" --output "$work/body" \
        --header "@$work/headers" --write-out '%{http_code}' "$@" -- "$address") || unclear "no answer from $address"
    tr -d '\r' <"$work/head" | sed -n 's/^[Ss]et-[Cc]ookie: *//p' >"$work/set"
    keep
}

# Remembers the cookies of an answer. What a browser would refuse is compared, not left out.
keep() {
    while IFS= read -r line; do
        pair=${line%%;*}
        name=${pair%%=*}
        awk -v name="$name" 'index($0, name "=") != 1' "$work/cookies" >"$work/others"
        mv "$work/others" "$work/cookies"
        case $line in
        *[Mm]ax-[Aa]ge=0*) ;;
        *) printf '%s\n' "$pair" >>"$work/cookies" ;;
        esac
    done <"$work/set"
    paste -s -d ';' "$work/cookies" | sed 's/;/; /g' >"$work/cookie-header"
    [ -s "$work/cookies" ] || : >"$work/cookie-header"
}

location() { tr -d '\r' <"$work/head" | sed -n 's/^[Ll]ocation: *//p' | head -n 1; }

# attributes NAME: those of a cookie in the last answer, one a line, without the time.
attributes() {
    awk -v name="$1" 'index($0, name "=") == 1' "$work/set" | tail -n 1 | cut -d ';' -f 2- | tr ';' '\n' |
        sed 's/^ *//; s/ *$//' | awk 'NF' | tr '[:upper:]' '[:lower:]' | grep -v '^expires=' | sort
}

# compare WHAT NAME EXPECTED UNKNOWN: a cookie of the last answer with what the settings say.
compare() {
    awk -v name="$2" 'index($0, name "=") == 1' "$work/set" | grep -q . || fail "$1 sets no cookie $2"
    attributes "$2" >"$work/found"
    for attribute in $4; do
        grep -v "^$attribute\(=\|\$\)" "$work/found" >"$work/rest" || true
        mv "$work/rest" "$work/found"
    done
    printf '%s' "$3" | tr '[:upper:]' '[:lower:]' | awk 'NF' | sort >"$work/expected"
    if ! cmp -s "$work/expected" "$work/found"; then
        echo "  expected: $(paste -s -d ' ' "$work/expected")" >&2
        echo "  sent:     $(paste -s -d ' ' "$work/found")" >&2
        fail "$1: the cookie $2 has other attributes than the settings say"
    fi
    if grep -q '^samesite=none' "$work/found" && ! grep -q '^secure$' "$work/found"; then
        fail "$1: browsers refuse the cookie $2, which is SameSite=None without Secure"
    fi
    if grep -q '^secure$' "$work/found" && [ "${origin#https://}" = "$origin" ]; then
        case $origin in
        http://localhost* | http://127.*) echo "note: the cookie $2 is Secure; browsers may refuse it here" ;;
        *) fail "$1: browsers refuse the cookie $2, which is Secure, over plain HTTP" ;;
        esac
    fi
    host=${origin#*://}
    host=${host%%/*}
    host=${host%%:*}
    domain=$(sed -n 's/^domain=\.\{0,1\}//p' "$work/found")
    if [ -n "$domain" ] && [ "$host" != "$domain" ] && [ "${host%".$domain"}" = "$host" ]; then
        fail "$1: browsers refuse the cookie $2 of the domain $domain at $host"
    fi
    echo "ok: $1 sets the cookie $2 as the settings say"
}

redirected() {
    to=$(location)
    case "$site $to" in
    http://*\ https://*) fail "$1 leads to HTTPS ($to): Django takes the request for plain HTTP" ;;
    https://*\ https://*) [ "${to%%\?*}" != "$site$2" ] || fail "$1 leads to itself: Django takes HTTPS for plain HTTP (SECURE_PROXY_SSL_HEADER)" ;;
    esac
    unclear "$1 leads to $to"
}

# 1. The login page.
request "$login"
case $status in
200) echo "ok: the login page $login answers 200" ;;
30?) redirected "the login page $login" "$login" ;;
400) fail "the login page $login answers 400: is the host of $site in ALLOWED_HOSTS?" ;;
404) unclear "there is no page at $login; write the right path into this script" ;;
5??) fail "the login page $login answers $status: see the server's log" ;;
*) unclear "the login page $login answers $status" ;;
esac
if [ "$has_csrf_cookie" = yes ]; then
    compare 'the login page' "$csrf_cookie" "$csrf_attributes" "$csrf_unknown"
fi
token=$(tr '\n' ' ' <"$work/body" | grep -o '<input[^>]*csrfmiddlewaretoken[^>]*>' | head -n 1 |
    sed -n "s/.*value=[\"']\([^\"']*\)[\"'].*/\1/p")
[ -n "$token" ] || token=$(awk -v name="$csrf_cookie" 'index($0, name "=") == 1' "$work/cookies" | cut -d '=' -f 2-)
[ -n "$token" ] || unclear "the login page has no csrfmiddlewaretoken, in a form or a cookie"

# 2. The form.
if [ -n "${LOGIN_NAME-}" ]; then
    printf '%s' "$LOGIN_NAME" >"$work/name"
else
    printf 'User name: ' >&2
    IFS= read -r answer
    printf '%s' "$answer" >"$work/name"
fi
if [ -n "${LOGIN_PASSWORD-}" ]; then
    printf '%s' "$LOGIN_PASSWORD" >"$work/password"
else
    printf 'Password: ' >&2
    stty -echo 2>/dev/null || true
    IFS= read -r answer
    stty echo 2>/dev/null || true
    echo >&2
    printf '%s' "$answer" >"$work/password"
fi
printf '%s' "$token" >"$work/token"
request "$login" --data-urlencode "csrfmiddlewaretoken@$work/token" --data-urlencode "$name_field@$work/name" \
    --data-urlencode "$password_field@$work/password" --header "Referer: $origin$login" --header "Origin: $origin"
case $status in
30?) ;;
200) fail 'the login form comes back: wrong name or password, or no backend of AUTHENTICATION_BACKENDS takes them' ;;
403) fail 'sending the form is an error 403, CSRF verification failed: its cookie, CSRF_TRUSTED_ORIGINS, or the scheme that Django sees' ;;
400) fail 'sending the form is an error 400: the session was gone before it could be kept (SESSION_ENGINE and its cache)' ;;
5??) fail "sending the form is an error $status: see the server's log" ;;
*) fail "sending the form is answered with $status" ;;
esac
if [ -n "$session_cookie" ]; then
    compare 'logging in' "$session_cookie" "$session_attributes" "$session_unknown"
fi
[ -n "$page" ] || page=$(location)

# 3. A page that needs a login: with the cookies, and without.
request "$page"
case $status in
200) ;;
30?) fail "whoever has logged in gets from $page to $(location): the session is not kept" ;;
5??) fail "whoever has logged in gets an error $status at $page: see the server's log" ;;
*) unclear "$page answers $status; name a page that needs a login: --page PATH" ;;
esac
: >"$work/cookie-header"
request "$page"
case $status in
30? | 401 | 403) ;;
*) unclear "$page answers $status to everybody, which proves nothing; name a page that needs a login: --page PATH" ;;
esac
echo "ok: $page is there for whoever has logged in, and for nobody else"
echo 'The login works.'
"""


def render(expected: Expectation) -> str:
    """The script. It is the same for every account; nothing that is secret is in it."""
    said = "".join(f"# {one_line(text)}".rstrip() + "\n" for text in _said(expected))
    return f"{HEAD}{said}\n{_variables(expected)}{BODY}"


def _said(expected: Expectation) -> Iterator[str]:
    yield ""
    yield f"What the settings of {expected.entry} say:"
    if expected.csrf is None:
        yield "    the CSRF token is in the session"
    else:
        yield f"    the login page sends  {expected.csrf.header}"
    yield f"    logging in sends      {expected.session.header}"
    for name, value in expected.proxied or ():
        yield f"    the proxy sends       {name}: {value}"
    if expected.doubts:
        yield "What the environment decides can be given: --env NAME=VALUE, --env-file FILE."
    for doubt in expected.doubts:
        yield f"    undetermined, so not compared: {doubt.what}: {doubt.why}"


def _variables(expected: Expectation) -> str:
    values = {
        "entry": one_line(expected.entry),
        "url": expected.url or "",
        "login": expected.login,
        "page": expected.page or "",
        "name_field": "username",
        "password_field": "password",
        "behind_proxy": "no" if expected.proxied is None else "yes",
        "proxied": "".join(f"{one_line(name)}: {one_line(value)}\n" for name, value in expected.proxied or ()),
        "has_csrf_cookie": "yes" if expected.csrf is not None and expected.csrf.name is not None else "no",
        **_cookie("csrf", expected.csrf),
        **_cookie("session", expected.session),
    }
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())


def _cookie(prefix: str, cookie: Cookie | None) -> dict[str, str]:
    return {
        f"{prefix}_cookie": (cookie.name or "") if cookie else "",
        f"{prefix}_attributes": "\n".join(cookie.attributes) if cookie else "",
        f"{prefix}_unknown": " ".join(cookie.unknown) if cookie else "",
    }
