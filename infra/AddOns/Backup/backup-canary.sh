#!/bin/sh
# Writes a file whose content follows from the time in its first line; restored into another namespace, says whether it is whole.
set -eu
cd "${DATA:-/data}"
trap 'exit 0' TERM

content() {
  yes "$1" 2>/dev/null | head -c 1048576
}

if [ "$NAMESPACE" = "$HOME_NAMESPACE" ]; then
  while :; do
    content "$(date +%s)" >new
    sync -d new
    # A snapshot has the old one or the new one, and never a part.
    mv new content
    sleep "$INTERVAL" &
    wait $!
  done
fi

written=$(head -n 1 content) || written=
case $written in
  '' | *[!0-9]*) echo "broken: the file is missing or does not begin with a time" ;;
  *)
    if content "$written" | cmp -s content -; then
      echo "whole $written"
    else
      echo "broken: the content is not that of the time $written"
    fi
    ;;
esac
while :; do
  sleep 3600 &
  wait $!
done
