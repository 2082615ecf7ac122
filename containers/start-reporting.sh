#!/bin/sh
# The hot standby of the primary that serves reporting logins: a base copy at the first start, then every change as it
# comes. It keeps nothing back on the primary: no replication slot, no feedback.
set -eu
umask 077
data=${PGDATA:-/var/lib/postgresql/18/docker}
tls=$(dirname "$data")/tls

printf 'postgres:5432:*:reporting_replication:%s\n' "$(cat /secrets/REPORTING_REPLICATION_PASSWORD)" >/tmp/pgpass
primary="host=postgres port=5432 user=reporting_replication passfile=/tmp/pgpass application_name=reporting"

# Whole or not at all: an interrupted copy is begun anew.
if [ ! -e "$data/PG_VERSION" ]; then
  rm -rf "$data" "$data.unfinished"
  mkdir -p "$(dirname "$data")"
  pg_basebackup --dbname="$primary" --pgdata="$data.unfinished" --checkpoint=fast --wal-method=stream
  touch "$data.unfinished/standby.signal"
  mv "$data.unfinished" "$data"
fi

# The certificate of the operator, or a self-signed one: it encrypts, but clients cannot verify it.
mkdir -p "$tls"
if [ -s /certificates/server.crt ]; then
  cp /certificates/server.crt /certificates/server.key "$tls/"
elif [ ! -s "$tls/server.crt" ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=reporting \
    -keyout "$tls/server.key" -out "$tls/server.crt" 2>/dev/null
fi
chmod 600 "$tls/server.key"

# Limits of connections and workers are those of the primary: a standby does not start with lower ones.
exec postgres -D "$data" \
  -c listen_addresses='*' -c unix_socket_directories=/tmp -c hba_file=/reporting-pg_hba.conf \
  -c ssl=on -c ssl_cert_file="$tls/server.crt" -c ssl_key_file="$tls/server.key" \
  -c primary_conninfo="$primary" -c hot_standby=on -c hot_standby_feedback=off -c max_standby_streaming_delay=5min \
  -c max_connections=300 -c shared_buffers=256MB -c log_error_verbosity=terse -c log_min_error_statement=panic
