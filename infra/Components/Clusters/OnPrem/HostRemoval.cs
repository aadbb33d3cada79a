using Infra.Facts.Conventions;
using Infra.Facts.Documents;
using Infra.Facts.OnPrem;
using Infra.Specification.Installation;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The scripts that take a host out of a cluster: its node, by a server that stays, then what is on the host itself. Each can run
/// again.</summary>
public static class HostRemoval
{
    /// <summary>Says which node a host is; it fails unless there is exactly one.</summary>
    public static string FindNode(RancherDistribution distribution, ClusterHost host) => $$"""
        {{Prologue(distribution, "Finds the node of a host.")}}
        {{Admin(distribution, host)}}
        nodes=$(nodes)
        [[ $nodes == node/* && $nodes != *$'\n'* ]] || fail "{{host.Address}} is not exactly one node of this cluster: ${nodes:-none}"
        printf '%s\n' "$nodes"
        """ + '\n';

    /// <summary>Drains a node and removes it, and with it the member of etcd that a server is. A node that is not ready is not drained:
    /// nothing there could end its pods.</summary>
    public static string RemoveNode(RancherDistribution distribution, InstallSpec install, ClusterHost host) => $$"""
        {{Prologue(distribution, "Drains the node of a host and removes it.")}}
        {{Admin(distribution, host)}}
        nodes=$(nodes)
        for each in $nodes; do
          ready=$(kubectl get "$each" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')
          kubectl cordon "${each#node/}" >/dev/null
          if [ "$ready" = True ]; then
            kubectl drain "${each#node/}" --ignore-daemonsets --delete-emptydir-data --force \
              --timeout={{Math.Max(1, install.DrainMinutes)}}m >/dev/null ||
              fail "${each#node/} does not become empty; a disruption budget, or a volume on this host alone, keeps its pods"
          else
            printf '%s is not ready, so it is removed without being drained\n' "${each#node/}"
          fi
          kubectl delete "$each" --timeout=5m >/dev/null
          printf 'removed %s\n' "$each"
        done
        [ -n "$nodes" ] || printf 'no node has the address {{host.Address}}\n'
        """ + '\n';

    /// <summary>Stops the distribution on a host and deletes all that it and the platform have put there.</summary>
    public static string Uninstall(RancherDistribution distribution) => $$"""
        {{Prologue(distribution, $"Removes {distribution.Name} from this host, with its data.")}}
        {{(distribution.Name == "rke2" ? """
        # RKE2's own script comes with its release, and stops what still runs.
        for prefix in /usr/local /opt/rke2; do
          if [ -x "$ROOT$prefix/bin/rke2-uninstall.sh" ]; then
            RKE2_DATA_DIR="$DATA" "$ROOT$prefix/bin/rke2-uninstall.sh" >/dev/null 2>&1 || fail "$prefix/bin/rke2-uninstall.sh fails"
          fi
        done
        """ : K3s)}}
        for path in "$DATA" "$ETC" "$ROOT/etc/sysctl.d/60-{{distribution.Name}}-cis.conf" \
          "$ROOT/etc/default/{{distribution.ServerService}}" "$ROOT/etc/default/{{distribution.AgentService}}"; do
          if [ -e "$path" ]; then
            rm -rf --one-file-system "$path"
            printf 'deleted %s\n' "${path#"$ROOT"}"
          fi
        done
        """ + '\n';

    // k3s has no script of its own unless its installer has written one, and here the installer has not run. The order is that of k3s:
    // first the service, so that nothing is started again, then containers, mounts, interfaces and rules, then files.
    private const string K3s = """
        for service in k3s k3s-agent; do
          if [ -e "$ROOT/etc/systemd/system/$service.service" ]; then
            systemctl disable --now --quiet "$service"
            rm -f "$ROOT/etc/systemd/system/$service.service"
          fi
        done
        systemctl daemon-reload
        # The shims keep containers alive when the service ends; each is the parent of its containers.
        shims=$(ps -e -o pid= -o args= | awk -v shim="$DATA/data/" 'index($0, shim) && /[c]ontainerd-shim/ { print $1 }')
        for shim in $shims; do
          pkill -KILL -P "$shim" || true
          kill -KILL "$shim" || true
        done
        awk '$2 ~ "^/(run/k3s|run/netns/cni-|var/lib/kubelet/(pods|plugins))" { print $2 }' "$ROOT/proc/self/mounts" |
          sort --reverse | while IFS= read -r mount; do umount "$mount"; done
        for interface in cni0 flannel.1 flannel-wg; do
          if [ -e "$ROOT/sys/class/net/$interface" ]; then
            ip link delete "$interface"
          fi
        done
        for save in iptables-save ip6tables-save; do
          if command -v "$save" >/dev/null; then
            "$save" | grep -v -e KUBE- -e CNI- -e flannel | "${save%-save}-restore"
          fi
        done
        rm -f "$ROOT/usr/local/bin/k3s" "$ROOT/opt/bin/k3s"
        rm -rf --one-file-system "$ROOT/run/k3s" "$ROOT/run/flannel" "$ROOT/var/lib/kubelet" "$ROOT/etc/rancher/node" "$ROOT/var/lib/cni"
        """;

    private static string Prologue(RancherDistribution distribution, string title) => $$"""
        #!/usr/bin/env bash
        # {{title}}
        set -euo pipefail

        # Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
        ROOT=${ROOT:-}
        ETC="$ROOT{{distribution.Etc}}"
        DATA="$ROOT{{distribution.Data}}"
        fail() {
          printf 'error: %s\n' "$*" >&2
          exit 1
        }

        """;

    // A server has the administrator's credentials; an agent has none that could remove a node.
    private static string Admin(RancherDistribution distribution, ClusterHost host) => $$"""
        PROGRAM="$ROOT/usr/local/bin/{{distribution.Name}}"
        [ -x "$PROGRAM" ] || PROGRAM="$ROOT{{distribution.OtherPrefix}}/bin/{{distribution.Name}}"
        kubectl() { {{distribution.Kubectl}} --kubeconfig "$ETC/{{distribution.Name}}.yaml" "$@"; }
        nodes() { kubectl get nodes --selector {{Shell.Quote($"{NodeConventions.HostLabel}={host.Address}")}} --output name; }

        """;
}
