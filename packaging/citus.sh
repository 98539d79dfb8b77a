#!/bin/sh
# A Citus cluster of one coordinator and two workers on this computer, for trying a region on several servers:
#   sh packaging/citus.sh start FOLDER     makes and starts it, prints the address of the coordinator
#   sh packaging/citus.sh stop FOLDER      stops it; the folder stays
# It wants PostgreSQL's server programs (pg_config finds them) with Citus installed for them; packaging/citus.md says how.
# PostgreSQL refuses to run as root: then everything is done as the user postgres, who must be able to reach FOLDER.
set -eu

usage() {
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

[ $# -eq 2 ] || usage
act=$1 folder=$2
bin=$(pg_config --bindir)
first=${CITUS_PORT:-9700}
nodes='coordinator worker1 worker2'

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$folder"
  chown postgres "$folder"
  as() { su postgres -c 'exec "$@"' -- as "$@"; }
else
  as() { "$@"; }
fi

ask() { # PORT STATEMENT
  as "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U postgres -d postgres -c "$2"
}

# Citus 13.2 hides its parts of tables from whoever looks into pg_class, and then plans outer joins with it wrongly on
# PostgreSQL 17.12 ("negative bitmapset member not allowed"): psql's \d and pg_dump are such. So they are shown.
begin() { # NAME PORT
  place=$folder/$1
  if [ ! -e "$place/PG_VERSION" ]; then
    as "$bin/initdb" -D "$place" -U postgres -A trust >/dev/null
    as sh -c "cat >>'$place/postgresql.conf'" <<CONF
shared_preload_libraries = 'citus'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = $2
max_prepared_transactions = 200
citus.override_table_visibility = off
CONF
  fi
  as "$bin/pg_ctl" -D "$place" status >/dev/null ||
    as "$bin/pg_ctl" -D "$place" -l "$place.log" -w start >/dev/null
  ask "$2" 'SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS citus'
}

case $act in
start)
  [ -e "$(pg_config --pkglibdir)/citus.so" ] || { echo "Citus is not installed; see packaging/citus.md" >&2; exit 1; }
  port=$first
  for name in $nodes; do
    begin "$name" "$port"
    port=$((port + 1))
  done
  ask "$first" "SELECT citus_set_coordinator_host('127.0.0.1', $first)" >/dev/null
  ask "$first" "SELECT citus_add_node('127.0.0.1', $((first + 1)))" >/dev/null
  ask "$first" "SELECT citus_add_node('127.0.0.1', $((first + 2)))" >/dev/null
  echo "postgresql://postgres@127.0.0.1:$first/postgres"
  ;;
stop)
  for name in $nodes; do
    as "$bin/pg_ctl" -D "$folder/$name" -m fast stop >/dev/null
  done
  ;;
*) usage ;;
esac
