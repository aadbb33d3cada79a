#!/bin/sh
# Restores the newest backup of the canary beside it, from each store in turn, and looks at what comes back. Fails, and with it its Job, at
# the first one from which that is not the canary.
set -eu

say() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $1"
}

fail() {
  say "restore drill failed: $1" >&2
  exit 1
}

# The seconds of a time of Kubernetes, as busybox and GNU read it.
seconds() {
  date -u -d "$(echo "${1%Z}" | tr T ' ')" +%s
}

ago() {
  echo "$(($(date +%s) - $(seconds "$1")))"
}

# A claim goes only after every pod that uses it.
clean() {
  kubectl delete deployments,replicasets,pods,persistentvolumeclaims --all --namespace "$SCRATCH" --timeout "${LIMIT}s" >/dev/null ||
    fail "what an earlier drill has restored into $SCRATCH cannot be deleted"
}

in_time() {
  [ "$(($(date +%s) - start))" -le "$LIMIT" ] || fail "$1 after $((LIMIT / 60)) min"
  sleep 5
}

# One store, by the schedule whose backups go there; the newest is at most so many seconds old.
prove() {
  schedule=$1
  most_age=$2

  newest=$(kubectl get backups.velero.io --namespace "$VELERO" --selector "velero.io/schedule-name=$schedule" --output \
    'jsonpath={range .items[?(@.status.phase=="Completed")]}{.status.startTimestamp} {.metadata.name}{"\n"}{end}' | sort | tail -n 1)
  if [ -z "$newest" ]; then
    created=$(kubectl get schedules.velero.io "$schedule" --namespace "$VELERO" --output 'jsonpath={.metadata.creationTimestamp}')
    [ "$(ago "$created")" -le "$most_age" ] || fail "the schedule $schedule has no completed backup, although one was due"
    say "no backup is due yet: the schedule $schedule began at $created"
    return 0
  fi

  began=${newest%% *}
  backup=${newest#* }
  age=$(ago "$began")
  [ "$age" -le "$most_age" ] ||
    fail "the newest completed backup, $backup, is $((age / 3600)) h old, and by its schedule it would be at most $((most_age / 3600)) h"

  clean
  start=$(date +%s)
  restore=$(
    kubectl create --namespace "$VELERO" --output name --filename - <<END
{
  "apiVersion": "velero.io/v1",
  "kind": "Restore",
  "metadata": { "generateName": "restore-drill-", "labels": { "app.kubernetes.io/name": "restore-drill" } },
  "spec": {
    "backupName": "$backup",
    "includedNamespaces": ["$CANARY"],
    "includedResources": ["persistentvolumes", "persistentvolumeclaims", "deployments.apps", "replicasets.apps", "pods"],
    "namespaceMapping": { "$CANARY": "$SCRATCH" }
  }
}
END
  )
  say "$restore restores $backup of $began"

  while :; do
    phase=$(kubectl get "$restore" --namespace "$VELERO" --output 'jsonpath={.status.phase}')
    case $phase in
      Completed) break ;;
      *Failed*) fail "$restore is $phase: see velero restore describe ${restore#*/} --details" ;;
    esac
    in_time "$restore is still ${phase:-new}"
  done

  while :; do
    verdict=$(kubectl logs --namespace "$SCRATCH" --selector "app.kubernetes.io/name=$CANARY" --tail 1 2>/dev/null || true)
    case $verdict in
      whole\ *) break ;;
      broken*) fail "$backup came back, but $verdict" ;;
    esac
    in_time "the restored canary has not started"
  done

  # A backup begins before it comes to the canary, so its content may be newer.
  behind=$(($(seconds "$began") - ${verdict#whole }))
  [ "$behind" -le "$MOST_BEHIND" ] ||
    fail "$backup came back with content from $((behind / 60)) min before it began, and the canary writes every $((MOST_BEHIND / 120)) min"
  say "$backup, $((age / 60)) min old, came back whole in $(($(date +%s) - start)) s"
  clean
  # A Restore has a finalizer that only a running Velero removes: those that stay would keep the namespace when Velero goes.
  kubectl delete restores.velero.io --selector app.kubernetes.io/name=restore-drill --namespace "$VELERO" --wait=false >/dev/null ||
    fail "the Restores of this drill and of earlier ones cannot be deleted"
}

for each in $SCHEDULES; do
  prove "${each%=*}" "${each#*=}"
done
