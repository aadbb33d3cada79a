using Infra.Catalogue;
using Infra.Facts.Conventions;
using Infra.Facts.Documents;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Installation;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The scripts that run on hosts, as pure functions of the specification. They contain no secrets and can run again: a script
/// compares the current state with the desired state, and restarts the service only if that differs from what the service last started
/// with.</summary>
public static class HostScripts
{
    /// <summary>The first line of a file that is removed from a host when the stack no longer asks for it.</summary>
    internal const string Marker = "# Written by the platform.";

    // What stands in registries.yaml until the host fills it in.
    internal const string LoginUser = "registry-user";
    internal const string LoginPassword = "registry-password";

    /// <summary>Installs or updates one host. Standard input: an INI document with a section <c>[cluster]</c> (<c>token</c> and, on a
    /// server, <c>agent-token</c>), a section <c>[registry]</c> (<c>login</c>, as <c>user:password</c>) where the mirror wants one,
    /// followed by the AWS credentials file of the object store where etcd snapshots go to one.</summary>
    public static string Install(PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var distribution = RancherDistribution.Of(cluster);
        var server = host.Role is not HostRole.Agent;
        var login = PullSecret.Host(platform) is not null;
        IEnumerable<string> parts =
        [
            Prologue(distribution, install, host),
            Functions,
            Unchanged(distribution, cluster, host.Role),
            Secrets(server, snapshots: server && cluster.ObjectStore is not null, login),
            host.Role is HostRole.FirstServer ? Guard(distribution, install) : "",
            .. HostConfig.Files(platform, cluster, install, host).Select(Put),
            install.Proxy is null ? $"drop /etc/default/{distribution.ServiceOf(host.Role)}\n" : "",
            Preparation(cluster.Distribution, distribution, server),
            Source(distribution, cluster, install, platform.Sovereignty, login),
            Node(distribution),
            Drains(cluster, install) ? Drain(install.DrainMinutes) : "",
            Upgrade(cluster.Distribution, distribution, host.Role, Drains(cluster, install)),
            Start(distribution, HostConfig.Labels(cluster, host)),
            server && install.KubeVip is not null ? Reachable(distribution, install) : "",
        ];
        return string.Join('\n', parts.Where(part => part.Length > 0));
    }

    // Pods of the only host, and of an edge site, have nowhere to go; they keep running while the service restarts.
    private static bool Drains(OnPremClusterSpec cluster, InstallSpec install) =>
        install.DrainMinutes > 0 && cluster.Profile is not SiteProfile.Edge && ClusterHost.Of(cluster, install).Count > 1;

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
        ETC="$ROOT{{distribution.Etc}}"
        DATA="$ROOT{{distribution.Data}}"

        {{Place(distribution)}}
        """;

    /// <summary>Finds where programs go: PREFIX and PROGRAM. What is there already stays.</summary>
    internal static string Place(RancherDistribution distribution)
    {
        var mounted = distribution.Name != "rke2" ? "" : """
             ||
              { [ ! -x "$ROOT/usr/local/bin/rke2" ] && mountpoint -q "$ROOT/usr/local"; }
            """;
        return $$"""
            # Programs go where the distribution's own installer puts them.
            writable() { mkdir -p "$1" 2>/dev/null && touch "$1/.ai-platform" 2>/dev/null && rm -f "$1/.ai-platform"; }
            PREFIX=/usr/local
            if ! writable "$ROOT/usr/local/bin"{{mounted}}; then
              PREFIX={{distribution.OtherPrefix}}
            fi
            PROGRAM="$ROOT$PREFIX/bin/{{distribution.Name}}"

            """;
    }

    private const string Functions = $$"""
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

        # drop PATH: removes a file that was written here, and no other.
        drop() {
          if [ -e "$ROOT$1" ] && [ "$(head -n 1 "$ROOT$1")" = '{{Marker}}' ]; then
            rm -f "$ROOT$1"
            printf 'removed %s\n' "$1"
          fi
        }

        # Units name their program by its path.
        relocate() { sed "s|/usr/local|$PREFIX|"; }

        """;

    // What a cluster cannot change once it runs. The settings of the last run are in the file that this one is about to replace.
    private static string Unchanged(RancherDistribution distribution, OnPremClusterSpec cluster, HostRole role)
    {
        var networks = SiteNetworks.Of(cluster);
        var (pods, services, _) = OnPremProfile.Networks(cluster.Distribution);
        var other = role is HostRole.Agent ? distribution.ServerService : distribution.AgentService;
        return $$"""
            # was SETTING DEFAULT: what the last run has configured.
            was() {
              local line
              line=$(grep "^$1: " "$ETC/config.yaml" 2>/dev/null) || line="$1: $2"
              line=${line#"$1: "}
              printf '%s' "${line//\"/}"
            }
            if [ -e "$ETC/config.yaml" ]; then
              data=$(was data-dir {{distribution.DefaultData}})
              [ "$data" = "${DATA#"$ROOT"}" ] ||
                fail "the state of this host is in $data; remove the host, then add it with another folder"
            {{(role is HostRole.Agent ? "" : $$"""
              pods=$(was cluster-cidr {{pods}}) services=$(was service-cidr {{services}})
              [ "$pods $services" = '{{networks.Pods}} {{networks.Services}}' ] ||
                fail "this cluster has $pods for pods and $services for services, and both stay"

            """)}}fi
            if systemctl is-enabled --quiet {{other}} 2>/dev/null; then
              fail "this host runs {{other}}; remove it from the stack first, then add it in its new role"
            fi

            """;
    }

    private static string Secrets(bool server, bool snapshots, bool login)
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
            # quoted TEXT: as YAML takes it; a quote inside quotes is doubled.
            quoted() { printf "'%s'" "${1//\'/\'\'}"; }
            # take NAME SETTING: a secret as a line of configuration.
            take() {
              [ -n "${secret[$1]:-}" ] || fail "standard input has no $1"
              printf '%s: %s' "$2" "$(quoted "${secret[$1]}")"
            }
            settings=''
            {{string.Join('\n', settings)}}
            secrets="${ETC#"$ROOT"}/config.yaml.d/90-secrets.yaml"
            {{(server ? TokenGuard : "")}}put 0600 "$secrets" < <(printf '%s' "$settings")

            {{(login ? Login : "")}}
            """.TrimEnd('\n') + "\n";
    }

    // The login of the mirror. Lines of the file are compared as a whole, so that a password may be anything.
    private const string Login = $$"""
        login=${secret['[registry]login']:-}
        [[ $login == ?*:?* ]] || fail "standard input has no [registry]login of the form user:password"
        with_login() {
          local line
          while IFS= read -r line; do
            case $line in
              '      username: {{LoginUser}}') printf '      username: %s\n' "$(quoted "${login%%:*}")" ;;
              '      password: {{LoginPassword}}') printf '      password: %s\n' "$(quoted "${login#*:}")" ;;
              *) printf '%s\n' "$line" ;;
            esac
          done
        }

        """;

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
        if [ ! -d "$DATA/server/db" ] && [[ $(curl --silent --insecure --noproxy '*' --max-time 5 "$registration/ping") == *pong* ]]; then
          fail "a cluster answers at $registration already, but this host has no datastore; list a server that has one first"
        fi

        """;

    private static string Put(HostFile file) => file.Filter is null
        ? $"""
        put {file.Mode} {file.Path} {Shell.Document(file.Content, "END_OF_FILE")}

        """
        : $"""
        put {file.Mode} {file.Path} < <({file.Filter} {Shell.Document(file.Content, "END_OF_FILE")}
        )

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

    // fetch FILE TARGET downloads one file of the release and compares it with the digest in the stack: what comes with a file from the
    // same place proves nothing about it.
    private static string Source(
        RancherDistribution distribution, OnPremClusterSpec cluster, InstallSpec install, SovereigntySpec sovereignty, bool login)
    {
        var registry = sovereignty.Registry;
        var proxy = install.Proxy is { } outside
            ? $" --proxy {Shell.Quote(outside.Url)} --noproxy {Shell.Quote(string.Join(',', HostConfig.Direct(outside, cluster, install)))}"
            : "";
        var authority = sovereignty is { Registry: not null, RegistryAccess.CaCertificate: not null }
            ? " --cacert \"$ETC/registry-ca.pem\""
            : "";
        var common = $$"""
            case $(uname -m) in
              x86_64) arch=amd64 digest='{{install.Digests.GetValueOrDefault("amd64")}}' ;;
              aarch64) arch=arm64 digest='{{install.Digests.GetValueOrDefault("arm64")}}' ;;
              *) fail "no release for $(uname -m)" ;;
            esac
            request=(curl --proto '=https' --fail --silent --show-error --location --retry 5 --retry-connrefused{{proxy}}{{authority}})
            """;
        var check = """
              sha256sum --check --status <<<"$digest  $2" || fail "$1 of $RELEASE does not have the digest that the stack pins"
            """;
        if (registry is null)
        {
            return $$"""
                {{common}}
                fetch() {
                  [ -n "$digest" ] || fail "the stack pins no digest of $1: give install.digests.$arch"
                  "${request[@]}" --output "$2" {{Shell.Quote($"{distribution.Releases}/{Uri.EscapeDataString(install.Release)}/")}}"$1"
                {{check}}
                }

                """;
        }

        var (host, prefix) = SplitRegistry(registry);
        var repository = $"{prefix}/{distribution.ReleaseRepository}".TrimStart('/');
        return $$"""
            {{common}}
            # The release is an OCI artefact of the mirror. A layer is found by its digest, which is that of the file.
            {{(login ? Bearer(host, repository) : "")}}fetch() {
              [ -n "$digest" ] || fail "the stack pins no digest of $1: give install.digests.$arch"
            {{(login ? """
              "${request[@]}" --config <(credentials) --output "$2" \
            """ : """
              "${request[@]}" --output "$2" \
            """)}}
                {{Shell.Quote($"https://{host}/v2/{repository}/blobs/sha256:")}}"$digest" ||
                fail "the mirror's {{repository}} has no $1 with the digest that the stack pins"
            {{check}}
            }

            """;
    }

    // A registry wants the login itself, or a token that another service gives for it and that its refusal names
    // (distribution.github.io/distribution/spec/auth/token). curl reads both from a pipe, not from its arguments.
    private static string Bearer(string host, string repository) => $$"""
        escaped() { local text=${1//\\/\\\\}; printf '%s' "${text//\"/\\\"}"; }
        credentials() {
          local challenge realm service token
          challenge=$("${request[@]/--fail/--head}" {{Shell.Quote($"https://{host}/v2/{repository}/tags/list")}} |
            tr -d '\r' | grep -i '^www-authenticate: *bearer ') || challenge=''
          if [ -z "$challenge" ]; then
            printf 'user = "%s"\n' "$(escaped "$login")"
            return
          fi
          realm=$(sed -n 's/.*realm="\([^"]*\)".*/\1/p' <<<"$challenge")
          service=$(sed -n 's/.*service="\([^"]*\)".*/\1/p' <<<"$challenge")
          token=$("${request[@]}" --config <(printf 'user = "%s"\n' "$(escaped "$login")") --get \
            --data-urlencode "service=$service" --data-urlencode {{Shell.Quote($"scope=repository:{repository}:pull")}} "$realm" |
            grep -o '"\(access_\)\{0,1\}token" *: *"[^"]*"' | sed -n 1p | cut -d '"' -f 4) ||
            fail "the mirror's $realm gives no token for the login"
          printf 'header = "Authorization: Bearer %s"\n' "$token"
        }

        """;

    // The kubelet's own credentials are enough to read, label and drain its own node, and for no other
    // (kubernetes/kubernetes, plugin/pkg/admission/noderestriction).
    private static string Node(RancherDistribution distribution) => $$$"""
        node=$(uname -n | tr '[:upper:]' '[:lower:]')
        kubectl() { {{{distribution.Kubectl}}} --kubeconfig "$DATA/agent/kubelet.kubeconfig" "$@"; }
        schedulable() { kubectl patch node "$node" --type merge --patch "{\"spec\":{\"unschedulable\":$1}}" >/dev/null; }
        # What a person has cordoned stays so.
        uncordon() {
          if [ -e "$ETC/.cordoned" ]; then
            schedulable false
            rm -f "$ETC/.cordoned"
          fi
        }

        """;

    // The kubelet may evict pods of its own node and may not read DaemonSets, which is what "kubectl drain" needs; so the API is asked to
    // evict them. A disruption budget refuses as long as it must, hence again and again. A minor version of the kubelet is changed on a
    // drained node alone (kubernetes.io/releases/version-skew-policy).
    private static string Drain(int minutes) => $$$"""
        nl='{"\n"}'
        staying() {
          kubectl get pods --all-namespaces --field-selector "spec.nodeName=$node" --output \
            "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {.metadata.ownerReferences[0].kind}|{.status.phase}$nl{end}" |
            awk '$2 !~ /^(DaemonSet|Node)[|]/ && $2 !~ /[|](Succeeded|Failed)$/ { print $1 }'
        }
        drain() {
          local pods pod tries
          if [ "$(kubectl get node "$node" --output 'jsonpath={.spec.unschedulable}')" != true ]; then
            : >"$ETC/.cordoned"
            schedulable true
          fi
          for ((tries = 0; ; tries++)); do
            pods=$(staying) || fail "the pods of $node cannot be listed"
            [ -n "$pods" ] || break
            if [ "$tries" -ge {{{minutes * 12}}} ]; then
              uncordon
              fail "after {{{minutes}}} minutes these pods are still on $node, kept by a disruption budget or slow: ${pods//$'\n'/, }"
            fi
            for pod in $pods; do
              printf '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"namespace":"%s","name":"%s"}}' "${pod%/*}" "${pod#*/}" |
                kubectl create --raw "/api/v1/namespaces/${pod%/*}/pods/${pod#*/}/eviction" --filename - >/dev/null 2>&1 || true
            done
            sleep 5
          done
          printf 'drained %s\n' "$node"
        }

        """;

    private static string Upgrade(Distribution kind, RancherDistribution distribution, HostRole role, bool drains)
    {
        string[] before =
        [
            .. role is HostRole.Agent ? [] : (string[])
            [
                """
                    # No upgrade without a way back. Nothing prunes what was not taken by schedule (docs.rke2.io/datastore/backup_restore).
                    "$PROGRAM" etcd-snapshot save --name "before-${RELEASE//+/-}"
                    "$PROGRAM" etcd-snapshot prune --name before --snapshot-retention 5
                """,
            ],
            .. drains ? ["    drain"] : (string[])[],
        ];
        return $$"""
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
            """)}}
              work=$(mktemp -d)
              trap 'rm -rf "$work"' EXIT
            {{(kind is Distribution.Rke2 ? """
              fetch "rke2.linux-$arch.tar.gz" "$work/release.tar.gz"
            """ : """
              if [ "$arch" = amd64 ]; then file=k3s; else file="k3s-$arch"; fi
              fetch "$file" "$work/k3s"
            """)}}{{(before.Length == 0 ? "" : $$"""

              if [ -n "$installed" ] && systemctl is-active --quiet "$SERVICE"; then
            {{string.Join('\n', before)}}
              fi
            """)}}
              mkdir -p "$ROOT$PREFIX/bin"
            {{(kind is Distribution.Rke2 ? """
              # The program last: it is what says that a release is there.
              unpack=(tar --extract --gzip --no-same-owner --file "$work/release.tar.gz" --directory "$ROOT$PREFIX")
              "${unpack[@]}" --exclude bin/rke2
              if [ "$PREFIX" != /usr/local ]; then
                for unit in "$ROOT$PREFIX"/lib/systemd/system/rke2-*.service; do
                  relocate <"$unit" >"$work/unit"
                  install -D -m 0644 "$work/unit" "$ROOT/etc/systemd/system/${unit##*/}"
                  rm -f "$unit"
                done
                relocate <"$ROOT$PREFIX/bin/rke2-uninstall.sh" >"$work/uninstall"
                install -m 0755 "$work/uninstall" "$ROOT$PREFIX/bin/rke2-uninstall.sh"
              fi
              "${unpack[@]}" bin/rke2
            """ : """
              install -m 0755 "$work/k3s" "$PROGRAM.new"
              mv -f "$PROGRAM.new" "$PROGRAM"
            """)}}
              if command -v restorecon >/dev/null; then
                restorecon -R -i "$PROGRAM"{{(kind is Distribution.Rke2 ? """ "$ROOT$PREFIX/lib/systemd/system" """.TrimEnd() : "")}}
              fi
              printf 'installed {{distribution.Name}} %s\n' "$RELEASE"
            fi

            """;
    }

    private static string Quoted(IReadOnlyDictionary<string, string> labels) =>
        string.Join(' ', labels.Select(label => Shell.Quote($"{label.Key}={label.Value}")));

    // A digest records the state with which the service last started, so that the next run completes a run that was interrupted before the
    // restart. The node's status from before the restart does not count: with a stale status, every server could be restarted before the
    // first is back. Both times come from the host's own clock.
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

        # Labels that the pool no longer has go; those that somebody else has set stay.
        labels=({{Quoted(labels)}})
        gone=()
        if [ -e "$ETC/.labels" ]; then
          while IFS= read -r key; do
            [[ " ${labels[*]}" == *" $key="* ]] || gone+=("$key-")
          done <"$ETC/.labels"
        fi
        kubectl label node "$node" --overwrite "${labels[@]}" "${gone[@]}" >/dev/null
        put 0600 "${ETC#"$ROOT"}/.labels" < <(printf '%s\n' "${labels[@]%%=*}")
        uncordon
        printf '%s is ready on %s\n' "$node" "$RELEASE"
        """ + '\n';

    // The next server registers at the address; kube-vip takes it once its image is there.
    private static string Reachable(RancherDistribution distribution, InstallSpec install) => $$"""
        address={{Shell.Quote($"https://{install.RegistrationAddress}:{distribution.RegistrationPort}/ping")}}
        for ((tries = 0; ; tries++)); do
          [[ $(curl --silent --insecure --noproxy '*' --max-time 5 "$address") == *pong* ]] && break
          [ "$tries" -lt 60 ] || fail "nobody answers at $address after five minutes; see the logs of kube-vip in kube-system"
          sleep 5
        done

        """;

    private static string Title(HostRole role) => role switch
    {
        HostRole.FirstServer => "the first server",
        HostRole.Server => "a further server",
        _ => "an agent",
    };
}
