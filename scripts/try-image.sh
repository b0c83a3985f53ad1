#!/bin/sh
# Tries the steps of the Dockerfile on a bare folder, for machines without a container engine: packages from the lock file and without
# their scripts, one start and stop, then a start as a user without rights on a tree that is only read. With Docker it is only:
#   docker build --tag accord . && docker run --rm --read-only --tmpfs /tmp --volume accord:/app/var --publish 3978:3978 accord
# Use: scripts/try-image.sh [FOLDER]     (as root, to change user and to mount; TRY_IMAGE_MODULES names a node_modules to take over
#                                         instead of fetching the packages)
set -eu

source=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/accord-image.XXXXXX")
app="$place/app"
data="$place/data"
port=${PORT:-3979}
running=''
say() { printf '%s\n' "- $*"; }
leave() {
  [ -z "$running" ] || kill "$running" 2>/dev/null || true
  umount "$app/var" 2>/dev/null || true
  umount "$app" 2>/dev/null || true
  chmod -R u+w "$app" 2>/dev/null || true
  rm -rf "$place"
}
trap leave EXIT
trap 'exit 1' INT TERM

mkdir -p "$app"
chmod 755 "$place"
cp "$source/package.json" "$source/package-lock.json" "$app/"
if [ -n "${TRY_IMAGE_MODULES:-}" ]; then
  say "taking over the packages of $TRY_IMAGE_MODULES"
  cp -a "$TRY_IMAGE_MODULES" "$app/node_modules"
else
  say 'npm ci --omit=dev --ignore-scripts'
  (cd "$app" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund)
fi
# The image has Node 24 of its own; here it is the one that npm brings.
node=$(command -v "$app/node_modules/.bin/node" || command -v node)
rm "$app/package-lock.json"
cp "$source/manifest.json" "$source/LICENSE" "$app/"
cp -R "$source/src" "$app/src"

chmod -R go-w "$app"
chmod -R a+rX "$app"
mkdir -m 700 "$app/var"
run=''
if [ "$(id -u)" = 0 ]; then
  run='setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all'
  chown nobody "$app/var"
fi

say 'one start and stop, to prepare'
(cd "$app" && ACCORD_STORE=memory: LOG_LEVEL=silent PORT=0 $run timeout --preserve-status --signal=TERM 30 "$node" src/bot/start.js --no-open)
[ -s "$app/var/knowledge.cache" ] || { say 'nothing was prepared'; exit 1; }

if [ "$(id -u)" != 0 ]; then
  chmod -R a-w "$app"
  chmod -R u+w "$app/var"
  say 'not root: the tree is made so that it is only read'
elif cp -a "$app/var" "$data" && mount --bind "$app" "$app" 2>/dev/null && mount -o remount,ro,bind "$app" 2>/dev/null && mount --bind "$data" "$app/var"; then
  say 'the tree is mounted so that it is only read, and var is a volume'
else
  say 'nothing can be mounted here: the tree belongs to root, and the user may not write to it'
fi
if $run touch "$app/probe" 2>/dev/null; then
  say 'the tree can be written to'
  exit 1
fi

say 'start as a user without rights'
begun=$(date +%s%N)
(cd "$app" && exec env -i PATH="$PATH" HOME=/nonexistent TMPDIR="$app/var" NODE_ENV=production CI=1 PORT="$port" \
  $run "$node" --disable-warning=ExperimentalWarning src/bot/start.js --no-open) >"$place/said" 2>&1 &
running=$!
tries=0
until "$node" -e "fetch('http://127.0.0.1:$port/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 60 ] || ! kill -0 "$running" 2>/dev/null; then
    cat "$place/said"
    say 'it did not become ready'
    exit 1
  fi
done
say "ready after $((($(date +%s%N) - begun) / 1000000)) ms, as $(ps -o user= -p "$running" | tr -d ' ')"

kill -TERM "$running"
code=0
wait "$running" || code=$?
running=''
say "told to stop, it ended with $code"
[ "$code" = 0 ] || { cat "$place/said"; exit 1; }
[ -s "$app/var/accord.db" ] || { say 'nothing was kept'; exit 1; }
say 'all of it works'
