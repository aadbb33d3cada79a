using Infra.Catalogue;
using Infra.Facts.Documents;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The scripts that run on hosts, as pure functions of the specification. They contain no secrets and can run again: a script
/// compares the current state with the desired state, and restarts the service only if that differs from what the service last started
/// with.</summary>
public static class HostScripts
{
    /// <summary>Installs or updates one host. Standard input: an INI document with a section <c>[cluster]</c> (<c>token</c> and, on a
    /// server, <c>agent-token</c>), followed by the AWS credentials file of the object store where etcd snapshots go to one.</summary>
    public static string Install(PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var distribution = RancherDistribution.Of(cluster);
        var server = host.Role is not HostRole.Agent;
        IEnumerable<string> parts =
        [
            Prologue(distribution, install, host),
            Functions,
            Secrets(server, snapshots: server && cluster.ObjectStore is not null),
            host.Role is HostRole.FirstServer ? Guard(distribution, install) : "",
            .. HostConfig.Files(platform, cluster, install, host).Select(Put),
            Preparation(cluster.Distribution, distribution, server),
            Source(distribution, install, platform.Sovereignty.Registry),
            Upgrade(cluster.Distribution, distribution, host.Role),
            Start(distribution, HostConfig.Labels(cluster, host)),
        ];
        return string.Join('\n', parts.Where(part => part.Length > 0));
    }

    /// <summary>A command for a POSIX login shell that runs a script as root and passes standard input to it.</summary>
    public static string AsRoot(string script) => $"""
        umask 077
        script=$(mktemp) && trap 'rm -f "$script"' EXIT
        cat >"$script" {Shell.Document(script, "AI_PLATFORM_SCRIPT")}
        sudo -n bash "$script"
        """;

    /// <summary>Prints the administrator's kubeconfig of a server.</summary>
    public static string ReadKubeconfig(RancherDistribution distribution) => $"sudo -n cat {distribution.Kubeconfig}";

    /// <summary>The kubeconfig of a server for use from elsewhere: with the registration address instead of the server's loopback
    /// address.</summary>
    public static string Readdress(string kubeconfig, InstallSpec install) => kubeconfig.Replace(
        $"https://127.0.0.1:{RancherDistribution.ApiPort}",
        $"https://{install.RegistrationAddress}:{RancherDistribution.ApiPort}",
        StringComparison.Ordinal);

    /// <summary>Host and path prefix of a mirror.</summary>
    internal static (string Host, string Prefix) SplitRegistry(string registry) =>
        registry.Split('/', 2) is [var host, var prefix] ? (host, prefix.Trim('/')) : (registry, "");

    private static string Prologue(RancherDistribution distribution, InstallSpec install, ClusterHost host) => $$"""
        #!/usr/bin/env bash
        # Brings this host to a release of {{distribution.Name}} as {{Title(host.Role)}}.
        set -euo pipefail
        umask 022

        # Every path is below ROOT: empty on a host, a scratch folder in a rehearsal.
        ROOT=${ROOT:-}
        SERVICE={{distribution.ServiceOf(host.Role)}}
        RELEASE={{Shell.Quote(install.Release)}}
        PROGRAM="$ROOT/usr/local/bin/{{distribution.Name}}"
        ETC="$ROOT{{distribution.Etc}}"
        DATA="$ROOT{{distribution.Data}}"

        """;

    private const string Functions = """
        fail() {
          printf 'error: %s\n' "$*" >&2
          exit 1
        }

        # put MODE PATH: makes the file PATH what standard input says; a file that is so already is not touched. Not behind a pipe: there it
        # would run in a shell of its own, and the service would not be restarted for the file.
        managed=()
        put() {
          local path="$ROOT$2" new
          mkdir -p "$(dirname "$path")"
          new=$(mktemp "$path.XXXXXX")
          cat >"$new"
          chmod "$1" "$new"
          if cmp -s "$new" "$path" && [ "$(stat -c %a "$path")" = "${1#0}" ]; then
            rm -f "$new"
          else
            mv -f "$new" "$path"
            printf 'wrote %s\n' "$2"
          fi
          managed+=("$path")
        }

        """;

    private static string Secrets(bool server, bool snapshots)
    {
        (string Name, string Setting, bool Wanted)[] all =
        [
            ("[cluster]token", "token", true),
            ("[cluster]agent-token", "agent-token", server),
            ("[default]aws_access_key_id", "etcd-s3-access-key", snapshots),
            ("[default]aws_secret_access_key", "etcd-s3-secret-key", snapshots),
        ];
        var settings = all.Where(secret => secret.Wanted).Select(secret => $"settings+=$(take '{secret.Name}' {secret.Setting})$'\\n'");
        return $$"""
            # Secrets come on standard input: they are in no argument, no environment variable and no log.
            declare -A secret=()
            section=''
            while IFS= read -r line || [ -n "$line" ]; do
              line=${line//[[:space:]]/}
              case $line in
                '['*']') section=$line ;;
                *=*) secret["$section${line%%=*}"]=${line#*=} ;;
              esac
            done
            # take NAME SETTING: a secret as a line of configuration; YAML doubles a quote inside quotes.
            take() {
              [ -n "${secret[$1]:-}" ] || fail "standard input has no $1"
              printf "%s: '%s'" "$2" "${secret[$1]//\'/\'\'}"
            }
            settings=''
            {{string.Join('\n', settings)}}
            secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
            {{(server ? TokenGuard : "")}}put 0600 "$secrets" < <(printf '%s' "$settings")

            """;
    }

    // The datastore is encrypted with the server token: a server with a different token no longer starts.
    private const string TokenGuard = """
        if [ -d "$DATA/server/db" ] && [ -e "$ROOT$secrets" ] && [[ $(<"$ROOT$secrets") != *"$(take '[cluster]token' token)"* ]]; then
          fail "the server token is not the one that this cluster has; docs/on-prem.md says under Tokens how to change it"
        fi

        """;

    // A first server without a datastore starts a new cluster. If a cluster already answers, that would split it. The host's proxy is
    // bypassed, because it may not know the site's own addresses.
    private static string Guard(RancherDistribution distribution, InstallSpec install) => $"""
        registration={Shell.Quote($"https://{install.RegistrationAddress}:{distribution.RegistrationPort}")}
        if [ ! -d "$DATA/server/db" ] && curl --silent --insecure --noproxy '*' --max-time 5 "$registration/ping" | grep -q pong; then
          fail "a cluster answers at $registration already, but this host has no datastore; list a server that has one first"
        fi

        """;

    private static string Put(HostFile file) => $"""
        put {file.Mode} {file.Path} {Shell.Document(file.Content, "END_OF_FILE")}

        """;

    private static string Preparation(Distribution kind, RancherDistribution distribution, bool server) => $"""
        sysctl --quiet --load "$ROOT/etc/sysctl.d/60-{distribution.Name}-cis.conf"
        {(kind, server) switch
        {
            (Distribution.Rke2, true) => """
                # The CIS profile runs etcd as a user of its own.
                getent passwd etcd >/dev/null ||
                  useradd --system --comment 'etcd user' --shell /sbin/nologin --no-create-home --user-group etcd
                """,
            (_, true) => """mkdir -p "$DATA/server/logs" && chmod 0700 "$DATA/server/logs" """.TrimEnd(),
            _ => "",
        }}
        # Where the host confines, so are its containers; the rules are those of the distribution's policy package.
        if command -v selinuxenabled >/dev/null && selinuxenabled; then
          put 0600 {distribution.Etc}/config.yaml.d/80-selinux.yaml <<<'selinux: true'
        fi

        """;

    // fetch FILE TARGET downloads and verifies one file of the release: by the release's checksums, or by the digest that the mirror's
    // manifest names.
    private static string Source(RancherDistribution distribution, InstallSpec install, string? registry)
    {
        const string Architecture = """
            case $(uname -m) in
              x86_64) arch=amd64 ;;
              aarch64) arch=arm64 ;;
              *) fail "no release for $(uname -m)" ;;
            esac
            request=(curl --proto '=https' --fail --silent --show-error --location --retry 5 --retry-connrefused)

            """;
        if (registry is null)
        {
            return Architecture + '\n' + $$"""
                fetch() {
                  local from={{Shell.Quote($"{distribution.Releases}/{Uri.EscapeDataString(install.Release)}")}} sums
                  "${request[@]}" --output "$2" "$from/$1"
                  sums=$("${request[@]}" "$from/sha256sum-$arch.txt")
                  awk -v file="$1" -v path="$2" '$2 == file { print $1 "  " path }' <<<"$sums" | sha256sum --check --status ||
                    fail "$1 of $RELEASE does not have the checksum of its release"
                }

                """;
        }

        var (host, prefix) = SplitRegistry(registry);
        var repository = $"{prefix}/rancher/{distribution.Name}-release".TrimStart('/');
        return Architecture + '\n' + $$"""
            # The release is an OCI artefact of the mirror: one layer a file, each with its name as its title.
            fetch() {
              local repository={{Shell.Quote(repository)}} from={{Shell.Quote($"https://{host}/v2/{repository}")}} manifest digest
              manifest=$("${request[@]}" --header 'Accept: application/vnd.oci.image.manifest.v1+json' "$from/manifests/${RELEASE//+/-}")
              digest=$(tr -d ' \t\n' <<<"$manifest" | grep -o '{[^{}]*{[^{}]*}' | grep -F "\"org.opencontainers.image.title\":\"$1\"" |
                grep -o 'sha256:[0-9a-f]\{64\}' | head -n 1) || fail "the mirror's $repository for $RELEASE has no file $1"
              "${request[@]}" --output "$2" "$from/blobs/$digest"
              sha256sum --check --status <<<"${digest#sha256:}  $2" || fail "$1 does not have the digest of the mirror's manifest"
            }

            """;
    }

    private static string Upgrade(Distribution kind, RancherDistribution distribution, HostRole role) => $$"""
        {{(role is HostRole.Agent ? "" : """
        minor() {
          local version=${1#v1.}
          printf '%s' "${version%%.*}"
        }

        """)}}installed=''
        if [ -x "$PROGRAM" ]; then
          # What a full disk has cut off says no version, and is replaced.
          installed=$("$PROGRAM" --version 2>/dev/null | awk 'NR == 1 { print $3 }') || installed=''
        fi
        if [ "$installed" != "$RELEASE" ]; then{{(role is HostRole.Agent ? "" : """

          if [ -n "$installed" ]; then
            # Kubernetes knows no way back to an older minor version, and none past one (kubernetes.io/releases/version-skew-policy).
            step=$(($(minor "$RELEASE") - $(minor "$installed")))
            [ "$step" -eq 0 ] || [ "$step" -eq 1 ] ||
              fail "from $installed to $RELEASE is not one minor version up; take the releases between them one after another"
          fi
          # No upgrade without a way back.
          if [ -n "$installed" ] && systemctl is-active --quiet "$SERVICE"; then
            "$PROGRAM" etcd-snapshot save --name "before-${RELEASE//+/-}"
          fi
        """)}}
          work=$(mktemp -d)
          trap 'rm -rf "$work"' EXIT
          mkdir -p "$ROOT/usr/local/bin"
        {{(kind is Distribution.Rke2 ? """
          fetch "rke2.linux-$arch.tar.gz" "$work/release.tar.gz"
          # The program last: it is what says that a release is there.
          unpack=(tar --extract --gzip --no-same-owner --file "$work/release.tar.gz" --directory "$ROOT/usr/local")
          "${unpack[@]}" --exclude bin/rke2
          "${unpack[@]}" bin/rke2
        """ : """
          if [ "$arch" = amd64 ]; then file=k3s; else file="k3s-$arch"; fi
          fetch "$file" "$work/k3s"
          install -m 0755 "$work/k3s" "$PROGRAM.new"
          mv -f "$PROGRAM.new" "$PROGRAM"
        """)}}
          if command -v restorecon >/dev/null; then
            restorecon -R -i "$PROGRAM"{{(kind is Distribution.Rke2 ? """ "$ROOT/usr/local/lib/systemd/system" """.TrimEnd() : "")}}
          fi
          printf 'installed {{distribution.Name}} %s\n' "$RELEASE"
        fi

        """;

    private static string Quoted(IReadOnlyDictionary<string, string> labels) =>
        string.Join(' ', labels.Select(label => Shell.Quote($"{label.Key}={label.Value}")));

    // A digest records the state with which the service last started, so that the next run completes a run that was interrupted before the
    // restart. The kubelet's own credentials are enough to read and label its own node. The node's status from before the restart does not
    // count: with a stale status, every server could be restarted before the first is back. Both times come from the host's own clock.
    private static string Start(RancherDistribution distribution, IReadOnlyDictionary<string, string> labels) => $$"""
        wanted=$({ printf '%s\n' "$RELEASE"; cat "${managed[@]}"; } | sha256sum)
        since=''
        if ! systemctl is-active --quiet "$SERVICE" || [ "$wanted" != "$(cat "$ETC/.started-with" 2>/dev/null || true)" ]; then
          systemctl daemon-reload
          systemctl enable --quiet "$SERVICE"
          since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
          timeout 15m systemctl restart "$SERVICE" || fail "$SERVICE does not start: journalctl --unit $SERVICE"
          printf 'restarted %s\n' "$SERVICE"
        fi

        node=$(uname -n | tr '[:upper:]' '[:lower:]')
        kubectl() { "$ROOT"{{distribution.Kubectl}} --kubeconfig "$DATA/agent/kubelet.kubeconfig" "$@"; }
        ready() {
          local condition='.status.conditions[?(@.type=="Ready")]' version status heartbeat
          read -r version status heartbeat < <(kubectl get node "$node" --output \
            "jsonpath={.status.nodeInfo.kubeletVersion} {$condition.status} {$condition.lastHeartbeatTime}" 2>/dev/null) || true
          [ "$version $status" = "$RELEASE True" ] && [[ $heartbeat > $since ]]
        }
        for ((tries = 0; ; tries++)); do
          ready && break
          [ "$tries" -lt 120 ] || fail "$node is not ready on $RELEASE after ten minutes: journalctl --unit $SERVICE"
          sleep 5
        done
        put 0600 "${ETC#"$ROOT"}/.started-with" <<<"$wanted"
        kubectl label node "$node" --overwrite {{Quoted(labels)}} >/dev/null
        printf '%s is ready on %s\n' "$node" "$RELEASE"
        """ + '\n';

    private static string Title(HostRole role) => role switch
    {
        HostRole.FirstServer => "the first server",
        HostRole.Server => "a further server",
        _ => "an agent",
    };
}
