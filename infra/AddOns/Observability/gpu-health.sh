#!/bin/sh
# Takes nodes with a failed GPU out of service: Prometheus says which (gpu:failed:device), this marks and cordons them. It takes at most
# a quarter of the GPU nodes, or one, and puts none back: whoever mends a node uncordons it, and then the mark goes.
# Needs curl; PROMETHEUS is its address, KUBERNETES that of the API server, ACCOUNT the folder with token and ca.crt, PAUSE the seconds
# between two rounds.
set -u

MARK="ai-platform/gpu-health"

ask() {
  curl --silent --show-error --fail --max-time 20 "$@"
}

# The token is read anew each time: the kubelet changes it.
api() {
  ask --cacert "$ACCOUNT/ca.crt" --header "Authorization: Bearer $(cat "$ACCOUNT/token")" "$@"
}

# Names of the nodes that a selection finds. Of each node only its metadata is asked for, whose first field is the name.
nodes() {
  api --header "Accept: application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io" "$KUBERNETES/api/v1/nodes?$1" > "$ROUND/nodes" || return 1
  tr -d ' \n' < "$ROUND/nodes" | grep -o '"metadata":{"name":"[^"]*"' | cut -d '"' -f 6
  return 0
}

# Writes the condition GpuHealthy of a node.
condition() {
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  api --request PATCH --header "Content-Type: application/strategic-merge-patch+json" --output /dev/null "$KUBERNETES/api/v1/nodes/$1/status" \
    --data "{\"status\":{\"conditions\":[{\"type\":\"GpuHealthy\",\"status\":\"$2\",\"reason\":\"$3\",\"message\":\"$4\",\"lastHeartbeatTime\":\"$now\",\"lastTransitionTime\":\"$now\"}]}}"
}

# Changes a node by a merge patch.
change() {
  api --request PATCH --header "Content-Type: application/merge-patch+json" --output /dev/null "$KUBERNETES/api/v1/nodes/$1" --data "$2"
}

round() {
  ask --get --data-urlencode "query=count by (node) (gpu:failed:device)" --output "$ROUND/answer" "$PROMETHEUS/api/v1/query" || return 1
  failed=$(grep -o '"node":"[^"]*"' "$ROUND/answer" | cut -d '"' -f 4)
  marked=$(nodes "labelSelector=$MARK=failed") || return 1
  mended=$(nodes "labelSelector=$MARK=failed&fieldSelector=spec.unschedulable=false") || return 1
  all=$(nodes "labelSelector=nvidia.com/gpu.present=true") || return 1
  limit=$(($(echo "$all" | grep -c .) / 4))
  [ "$limit" -gt 0 ] || limit=1
  taken=$(echo "$marked" | grep -c .)

  for node in $mended; do
    if ! echo "$failed" | grep -qx "$node"; then
      echo "$node was uncordoned and has no failed GPU: mark removed"
      change "$node" "{\"metadata\":{\"labels\":{\"$MARK\":null}}}" && condition "$node" True NoFailure "no GPU failed in the last hour"
    fi
  done

  for node in $failed; do
    if echo "$marked" | grep -qx "$node"; then
      continue
    fi
    if [ "$taken" -ge "$limit" ]; then
      echo "$node has a failed GPU, but $taken nodes are out of service already, and $limit may be: left as it is"
      continue
    fi
    echo "$node has a failed GPU: cordoned"
    change "$node" "{\"metadata\":{\"labels\":{\"$MARK\":\"failed\"}},\"spec\":{\"unschedulable\":true}}" || continue
    taken=$((taken + 1))
    condition "$node" False GpuFailed "see docs/runbooks/GpuFailed.md"
  done
}

ROUND=$(mktemp -d)
trap 'rm -rf "$ROUND"; exit 0' TERM INT
while :; do
  round || echo "Prometheus or the API server did not answer; nothing was changed"
  [ -n "${PAUSE:-}" ] || exit 0
  sleep "$PAUSE" &
  wait $!
done
