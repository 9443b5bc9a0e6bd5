"""Programs over dj-database-url; each sets X."""

REQUIREMENTS = ("dj-database-url", "Django")
PRELOAD = ("dj_database_url",)

URLS = [
    "postgres://u:p%40@h:5432/d",
    "postgresql://u@h/d?sslmode=require&connect_timeout=10&currentSchema=s",
    "pgsql://h/d",
    "postgis://u:p@h:1/d",
    "mysql://u:p@h:3306/d?ssl-ca=/ca.pem&charset=utf8",
    "mysql2://u@h/d",
    "mysqlgis://u@h/d?ssl-ca=/x",
    "mysql-connector://u@h/d",
    "sqlite:////abs/d.sqlite3",
    "sqlite:///rel.db",
    "sqlite://:memory:",
    "sqlite://",
    "spatialite:///d",
    "oracle://u:p@h:1521/d",
    "oraclegis://u:p@h:1521/d",
    "mssql://u:p@h/d?driver=x",
    "mssqlms://u:p@h:1433/d",
    "redshift://u:p@h:5439/d?currentSchema=s",
    "cockroach://u@h:26257/d",
    "timescale://u@h/d",
    "timescalegis://u@h/d",
    "postgres://%2Fvar%2Frun%2Fpostgresql/d",
    "postgres://h/d?a=1&a=2&b=true&c=False&d=x",
    "postgres://ECAF@H/D",
    "nothing://h/d",
    "postgres://u:p#x@h:5432/d",
    "postgres://u:p@h:port/d",
    "postgres://u:p@h1:1,h2:2/d",
    "",
    "text",
]
OPTIONS = [
    "",
    "conn_max_age=600",
    "conn_max_age=None, conn_health_checks=True, ssl_require=True",
    "engine='x.y', disable_server_side_cursors=True",
    "test_options={'NAME': 't'}",
]
HEAD = "import dj_database_url\n"
CASES = [
    *((f"{HEAD}X = dj_database_url.parse({url!r})\n",) for url in URLS),
    *(
        (f"{HEAD}X = dj_database_url.config({options})\n", {"DATABASE_URL": "postgres://u:p@h:5432/d?sslmode=x"})
        for options in OPTIONS
    ),
    *(
        (f"{HEAD}X = dj_database_url.config(default='sqlite:///d'{', ' if options else ''}{options})\n",)
        for options in OPTIONS
    ),
    (f"{HEAD}X = dj_database_url.config()\n",),
    (f"{HEAD}X = dj_database_url.config(default='')\n",),
    (f"{HEAD}X = dj_database_url.config('OTHER', 'sqlite:///d')\n", {"OTHER": "sqlite:///o"}),
    (f"{HEAD}X = dj_database_url.config(env='OTHER', default=None)\n", {"DATABASE_URL": "sqlite:///o"}),
    (f"{HEAD}X = dj_database_url.parse('sqlite:///d', 'e', 5, True, True, True, {{'A': 1}})\n",),
    (f"{HEAD}X = dj_database_url.DEFAULT_ENV\n",),
    (f"{HEAD}try:\n    dj_database_url.parse('x://y')\nexcept ValueError:\n    X = 'refused'\n",),
    (
        f"{HEAD}try:\n    dj_database_url.parse('x://y')\nexcept dj_database_url.UnknownSchemeError:\n    X = 'refused'\n",
    ),
]
UNDETERMINED = []
