using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Infra.Tests.Components.Clusters.OnPrem;

/// <summary>A host in a scratch folder: the real shell runs the real script, with stand-ins for what would need root or a
/// network.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Rehearsal : IDisposable
{
    public const string Secrets = """
        [cluster]
        token = Server-Token-1
        agent-token = Agent-Token-2
        [registry]
        login = robot$mirror:p:"\'&5
        [default]
        aws_access_key_id = AKIA3
        aws_secret_access_key = it's/Secret+4=

        """;

    private readonly string _home = Directory.CreateTempSubdirectory("host-").FullName;

    public Rehearsal(string program, string release)
    {
        foreach (var folder in (string[])["bin", "root/run/systemd/system", "root/usr/local", "release/bin", "state"])
        {
            Directory.CreateDirectory(Path.Combine(_home, folder));
        }

        Stub("systemctl", """
            echo "systemctl $*" >>"$HOST/log"
            case $* in
              "is-active --quiet $(cat "$HOST/state/service" 2>/dev/null)") [ -e "$HOST/state/active" ] ;;
              'is-active --quiet '*) [ -e "$HOST/state/runs-$3" ] ;;
              'is-enabled --quiet '*) [ -e "$HOST/state/enabled-$3" ] ;;
              'enable --quiet '*) echo "$3" >"$HOST/state/service"; touch "$HOST/state/enabled-$3" ;;
              'disable --now --quiet '*) rm -f "$HOST/state/active" "$HOST/state/enabled-$4" ;;
              restart*) [ ! -e "$HOST/state/refuses" ] && touch "$HOST/state/active" ;;
            esac
            """);
        // The release of one file: the program, or the archive that holds it. A mirror has it under its digest, and may want a token.
        Stub("curl", """
            echo "curl $*" >>"$HOST/log"
            target=/dev/stdout
            while [ $# -gt 0 ]; do
              case $1 in
                --output) target=$2; shift ;;
                --config) cat "$2" >>"$HOST/given"; shift ;;
                https://*) url=$1 ;;
              esac
              shift
            done
            [ ! -e "$HOST/state/unreachable" ] || exit 7
            digest=$(sha256sum <"$HOST/release/file" | cut -d ' ' -f 1)
            case $url in
              */ping) [ -e "$HOST/state/answers" ] && echo pong ;;
              */tags/list)
                printf 'HTTP/1.1 401 Unauthorized\r\n'
                [ ! -e "$HOST/state/token" ] ||
                  printf 'WWW-Authenticate: Bearer realm="https://registry.acme.example/token",service="r"\r\n'
                ;;
              */token) printf '{"expires_in": 300, "token": "Token-7"}' ;;
              */blobs/sha256:$digest | */rke2.linux-amd64.tar.gz | */k3s) cat "$HOST/release/${BROKEN:-file}" >"$target" ;;
              */v2/ | */sha256sum-amd64.txt | https://s3.*) ;;
              *) exit 22 ;;
            esac
            """);
        Stub("sysctl", "echo \"sysctl $*\" >>\"$HOST/log\"");
        Stub("getent", "case $1 in passwd) [ -e \"$HOST/state/user-$2\" ] ;; *) [ ! -e \"$HOST/state/unknown-$2\" ] ;; esac");
        Stub("useradd", "echo \"useradd $*\" >>\"$HOST/log\"; touch \"$HOST/state/user-etcd\"");
        Stub("uname", "case $1 in -m) echo x86_64 ;; -n) echo Node-1 ;; -r) echo 6.8.0 ;; esac");
        Stub("selinuxenabled", "[ -e \"$HOST/state/confines\" ]");
        Stub("restorecon", "echo \"restorecon $*\" >>\"$HOST/log\"");
        Stub("tar", "command -p tar \"$@\" && [ ! -e \"$HOST/state/full\" ]");
        Stub("mountpoint", "[ -e \"$HOST/state/mounted\" ]");
        Stub("sleep", "exit 0");
        // What a preflight asks, answered by a host with which all is well.
        Stub("timedatectl", "[ -e \"$HOST/state/clock\" ] && echo no || echo yes");
        Stub("modprobe", "echo \"modprobe $*\" >>\"$HOST/log\"; [ ! -e \"$HOST/state/no-$3\" ]");
        Stub("ss", "[ ! -e \"$HOST/state/port-${2##*:}\" ] || echo taken");
        Stub("df", "printf 'Avail\\n%s\\n' \"$(cat \"$HOST/state/free\" 2>/dev/null || echo 500)\"");
        Stub("findmnt", "cat \"$HOST/state/options\" 2>/dev/null || echo rw,relatime");
        Stub("lsblk", """
            case $* in
              *TYPE,RO*) printf '/dev/sda disk 0\n/dev/sdb disk 0\n/dev/sr0 rom 1\n' ;;
              *FSTYPE*/dev/sda) echo ;;
              *FSTYPE*/dev/sdb) [ ! -e "$HOST/state/full-disks" ] || echo ext4 ;;
              */dev/sda) printf 'sda\nsda1\n' ;;
              *) echo sdb ;;
            esac
            """);
        Stub("ip", """
            echo "ip $*" >>"$HOST/log"
            case $* in
              *'route show default') [ -e "$HOST/state/no-route" ] || echo 'default via 10.30.0.1 dev eno1' ;;
              *'route show root '*) [ ! -e "$HOST/state/vpn" ] || echo "$6 dev wg0" ;;
              *'address show'*)
                echo '2: eno1    inet 10.30.0.11/24 inet 10.30.0.12/24 inet 10.30.0.31/24 inet 10.40.0.11/24'
                # More than a pipe holds: who stops reading early would end this with an error.
                printf '3: veth    inet 169.254.0.1/32 %d\n' {1..5000}
                ;;
              'link delete '*) ;;
            esac
            """);
        Stub("umount", "echo \"umount $*\" >>\"$HOST/log\"");
        foreach (var tool in (string[])["iscsiadm", "cryptsetup", "mount.nfs4", "ufw"])
        {
            Stub(tool, "[ \"$0\" != ufw ] || echo 'Status: active'");
        }

        Leave("/proc/swaps", "Filename Type Size Used Priority\n");
        Leave("/proc/self/mounts", "proc /proc proc rw 0 0\n");
        Leave("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
        File.WriteAllText(Path.Combine(_home, "release/broken"), "something else");
        Release(program, release);
    }

    public string Root => Path.Combine(_home, "root");

    public string Log => File.Exists(Path.Combine(_home, "log")) ? File.ReadAllText(Path.Combine(_home, "log")) : "";

    /// <summary>What curl was given by a file instead of an argument.</summary>
    public string Given => File.Exists(Path.Combine(_home, "given")) ? File.ReadAllText(Path.Combine(_home, "given")) : "";

    /// <summary>Publishes a release whose program reports its version and stands in for kubectl.</summary>
    public void Release(string program, string release)
    {
        var text = $$"""
            #!/usr/bin/env bash
            state=$HOST/state
            case $* in
              --version) echo "{{program}} version {{release}} (0123456)" ;;
              *'get node node-1'*unschedulable*) [ ! -e "$state/cordoned" ] || echo true ;;
              *'get node node-1'*)
                if [ -e "$state/stale" ]; then heartbeat=2026-01-01T00:00:00Z; else heartbeat=2999-01-01T00:00:00Z; fi
                [ -e "$state/active" ] && printf '{{release}} True %s' "$heartbeat"
                ;;
              *'get pods '*) cat "$state/pods" 2>/dev/null || true ;;
              *'get nodes '*) [ -e "$state/gone" ] || echo node/node-1 ;;
              *'get node/node-1 '*) [ -e "$state/dead" ] && echo Unknown || echo True ;;
              *)
                echo "{{program}} $*" >>"$HOST/log"
                case $* in
                  *'"unschedulable":true'*) touch "$state/cordoned" ;;
                  *'"unschedulable":false'*) rm -f "$state/cordoned" ;;
                  *'/eviction '*)
                    cat >>"$HOST/log"
                    echo >>"$HOST/log"
                    [ -e "$state/budget" ] || rm -f "$state/pods"
                    ;;
                  *' drain '*) [ ! -e "$state/budget" ] ;;
                  *' delete node/'*) touch "$state/gone" ;;
                esac
                ;;
            esac
            """;
        Write("release/bin/" + program, text);
        if (program == "k3s")
        {
            File.Copy(Path.Combine(_home, "release/bin/k3s"), Path.Combine(_home, "release/file"), true);
        }
        else
        {
            Write("release/bin/rke2-uninstall.sh", """
                #!/bin/sh
                # installed in /usr/local
                echo "rke2-uninstall.sh of $RKE2_DATA_DIR" >>"$HOST/log"
                rm -f "$(dirname "$0")/rke2" "$0"
                """);
            foreach (var service in (string[])["rke2-server", "rke2-agent"])
            {
                Write($"release/lib/systemd/system/{service}.service", $"[Service]\nExecStart=/usr/local/bin/rke2 {service[5..]}\n");
            }

            using var tar = Process.Start(
                "tar",
                ["--create", "--gzip", "--file", Path.Combine(_home, "release/file"), "--directory", Path.Combine(_home, "release"),
                    "bin", "lib"]);
            tar.WaitForExit();
            // What RKE2 unpacks on its first start.
            foreach (var data in (string[])["var/lib/rancher/rke2", "data/rke2"])
            {
                Write($"root/{data}/bin/kubectl", text);
            }
        }
    }

    /// <summary>Marks a state of the host: <c>active</c>, <c>answers</c> (a cluster at the registration address), <c>confines</c> (by
    /// SELinux), <c>full</c> (unpacking ends half-way), <c>refuses</c> (to start), <c>stale</c> (its node has said nothing since),
    /// <c>mounted</c> (/usr/local), <c>budget</c> (no pod may leave), <c>cordoned</c>, <c>dead</c>, <c>token</c> (the mirror wants one);
    /// for a preflight <c>clock</c>, <c>no-MODULE</c>, <c>port-PORT</c>, <c>runs-SERVICE</c> and others.</summary>
    public void Set(string state, bool value = true, string text = "")
    {
        var path = Path.Combine(_home, "state", state);
        if (value)
        {
            File.WriteAllText(path, text);
        }
        else
        {
            File.Delete(path);
        }
    }

    public (int Exit, string Output) Run(string script, string secrets = Secrets, bool broken = false)
    {
        File.Delete(Path.Combine(_home, "log"));
        File.Delete(Path.Combine(_home, "given"));
        // The stack pins what is released here.
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_home, "release/file"))));
        File.WriteAllText(
            Path.Combine(_home, "script"), script.Replace(OnPremSamples.Digests["amd64"], digest, StringComparison.Ordinal));
        var start = new ProcessStartInfo("bash", [Path.Combine(_home, "script")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_home, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOST"] = _home;
        start.Environment["ROOT"] = Root;
        if (broken)
        {
            start.Environment["BROKEN"] = "broken";
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(secrets);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Every file of the host with its permissions, time and content.</summary>
    public IReadOnlyList<string> Snapshot() =>
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".started-with", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path[Root.Length..]} {File.GetUnixFileMode(path)} {File.GetLastWriteTimeUtc(path):O} "
                + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
    ];

    public string Read(string path) => File.ReadAllText(Root + path);

    /// <summary>What an earlier run, or somebody else, has left there.</summary>
    public void Leave(string path, string text) => Write("root" + path, text);

    public UnixFileMode Mode(string path) => File.GetUnixFileMode(Root + path);

    public void Dispose() => Directory.Delete(_home, true);

    private void Stub(string name, string body) => Write("bin/" + name, "#!/usr/bin/env bash\n" + body + "\n");

    private void Write(string path, string text)
    {
        var full = Path.Combine(_home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
