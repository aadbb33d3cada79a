#!/bin/sh
# Asks a store what it locks by itself, and fails where that is less than the stack counts on.
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

# A setting of the profile [default] in a credentials file of AWS, as curl's own configuration quotes it.
setting() {
  sed -n '/^\[default\]/,/^\[/s/^[[:space:]]*'"$1"'[[:space:]]*=[[:space:]]*//p' "$CREDENTIALS" | tr -d '\r' |
    sed 's/[[:space:]]*$//;s/[\\"]/\\&/g'
}

# A question about the bucket; prints the answer and, in the last line, its status. The value is empty but must be given, or curl signs
# something else (curl/curl#10129). The login is no argument, which everybody on the node could read.
ask() {
  printf 'user = "%s:%s"\n' "$(setting aws_access_key_id)" "$(setting aws_secret_access_key)" |
    curl --config - --silent --show-error --max-time 30 --retry 3 --aws-sigv4 "aws:amz:$REGION:s3" ${AUTHORITY:+--cacert "$AUTHORITY"} \
      --write-out '\n%{http_code}' "$ENDPOINT/$BUCKET?$1="
}

last() {
  printf '%s\n' "$1" | tail -n 1
}

value() {
  printf '%s' "$lock" | tr -d '\n' | sed -n "s/.*<$1>\([^<]*\)<.*/\1/p"
}

counts="and the stack counts on $WANTED for $LEAST_DAYS days (backup.immutableDays)"
hint='Turn on versioning and object lock for the bucket, with a default retention, or say in the stack what it has:'" $MEMBER"

versions=$(ask versioning) || fail "the store $ENDPOINT does not answer"
[ "$(last "$versions")" = 200 ] ||
  fail "the store does not say whether $BUCKET keeps versions: status $(last "$versions"). The login needs s3:GetBucketVersioning"
case $versions in
  *'<Status>Enabled</Status>'*) ;;
  *) fail "the bucket $BUCKET keeps no versions, $counts. $hint" ;;
esac

lock=$(ask object-lock) || fail "the store $ENDPOINT does not answer"
case $(last "$lock") in
  200) ;;
  404) fail "the bucket $BUCKET has no object lock, $counts. $hint" ;;
  *)
    fail "the store does not say what $BUCKET locks: status $(last "$lock"). The login needs s3:GetBucketObjectLockConfiguration"
    ;;
esac
mode=$(value Mode)
[ -n "$mode" ] || fail "the bucket $BUCKET locks nothing by itself, $counts. $hint"
[ "$mode" = COMPLIANCE ] || [ "$WANTED" = governance ] ||
  fail "the bucket $BUCKET locks in the mode $mode, which whoever administers the store can undo, $counts. $hint"
days=$(value Days)
years=$(value Years)
days=$((${days:-0} + ${years:-0} * 365))
[ "$days" -ge "$LEAST_DAYS" ] || fail "the bucket $BUCKET locks for $days days, $counts. $hint"
echo "the bucket $BUCKET keeps versions and locks them in the mode $mode for $days days"
