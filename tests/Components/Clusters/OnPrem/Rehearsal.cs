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
        [default]
        aws_access_key_id = AKIA3
        aws_secret_access_key = it's/Secret+4=

        """;

    private readonly string _home = Directory.CreateTempSubdirectory("host-").FullName;

    public Rehearsal(string program, string release)
    {
        foreach (var folder in (string[])["bin", "root", "release/bin", "state"])
        {
            Directory.CreateDirectory(Path.Combine(_home, folder));
        }

        Stub("systemctl", """
            echo "systemctl $*" >>"$HOST/log"
            case $1 in
              is-active) [ -e "$HOST/state/active" ] ;;
              restart) [ ! -e "$HOST/state/refuses" ] && touch "$HOST/state/active" ;;
            esac
            """);
        // The release of one file: the program, or the archive that holds it. A mirror's manifest names it by its digest.
        Stub("curl", """
            echo "curl $*" >>"$HOST/log"
            target=/dev/stdout
            while [ $# -gt 0 ]; do
              case $1 in
                --output) target=$2; shift ;;
                https://*) url=$1 ;;
              esac
              shift
            done
            digest=$(sha256sum <"$HOST/release/file" | cut -d ' ' -f 1)
            case $url in
              */ping) [ -e "$HOST/state/answers" ] && echo pong ;;
              */sha256sum-*.txt) printf '%s  rke2.linux-amd64.tar.gz\n%s  k3s\n' "$digest" "$digest" ;;
              */manifests/*)
                printf '{"schemaVersion": 2, "config": {"digest": "sha256:%064d"}, "layers": [' 0
                printf '{"digest": "sha256:%s", "size": 1, "annotations": {"org.opencontainers.image.title": "%s"}}]}' \
                  "$digest" "$(cat "$HOST/release/title")"
                ;;
              */blobs/sha256:$digest | */rke2.linux-amd64.tar.gz | */k3s) cat "$HOST/release/${BROKEN:-file}" >"$target" ;;
              *) exit 22 ;;
            esac
            """);
        Stub("sysctl", "echo \"sysctl $*\" >>\"$HOST/log\"");
        Stub("getent", "[ -e \"$HOST/state/user-$2\" ]");
        Stub("useradd", "echo \"useradd $*\" >>\"$HOST/log\"; touch \"$HOST/state/user-etcd\"");
        Stub("uname", "case $1 in -m) echo x86_64 ;; -n) echo Node-1 ;; esac");
        Stub("selinuxenabled", "[ -e \"$HOST/state/confines\" ]");
        Stub("restorecon", "echo \"restorecon $*\" >>\"$HOST/log\"");
        Stub("tar", "command -p tar \"$@\" && [ ! -e \"$HOST/state/full\" ]");
        Stub("sleep", "exit 0");
        File.WriteAllText(Path.Combine(_home, "release/broken"), "something else");
        Release(program, release);
    }

    public string Root => Path.Combine(_home, "root");

    public string Log => File.Exists(Path.Combine(_home, "log")) ? File.ReadAllText(Path.Combine(_home, "log")) : "";

    /// <summary>Publishes a release whose program reports its version and stands in for kubectl.</summary>
    public void Release(string program, string release)
    {
        var text = $$"""
            #!/usr/bin/env bash
            case $* in
              --version) echo "{{program}} version {{release}} (0123456)" ;;
              *'get node node-1'*)
                if [ -e "$HOST/state/stale" ]; then heartbeat=2026-01-01T00:00:00Z; else heartbeat=2999-01-01T00:00:00Z; fi
                [ -e "$HOST/state/active" ] && printf '{{release}} True %s' "$heartbeat"
                ;;
              *) echo "{{program}} $*" >>"$HOST/log" ;;
            esac
            """;
        Write("release/bin/" + program, text);
        if (program == "k3s")
        {
            File.Copy(Path.Combine(_home, "release/bin/k3s"), Path.Combine(_home, "release/file"), true);
            File.WriteAllText(Path.Combine(_home, "release/title"), "k3s");
        }
        else
        {
            using var tar = Process.Start(
                "tar",
                ["--create", "--gzip", "--file", Path.Combine(_home, "release/file"), "--directory", Path.Combine(_home, "release"),
                    "bin"]);
            tar.WaitForExit();
            File.WriteAllText(Path.Combine(_home, "release/title"), "rke2.linux-amd64.tar.gz");
            // What RKE2 unpacks on its first start.
            Directory.CreateDirectory(Path.Combine(Root, "var/lib/rancher/rke2/bin"));
            Write("root/var/lib/rancher/rke2/bin/kubectl", text);
        }
    }

    /// <summary>Marks a state of the host: <c>active</c>, <c>answers</c> (a cluster at the registration address), <c>confines</c> (by
    /// SELinux), <c>full</c> (unpacking ends half-way), <c>refuses</c> (to start), <c>stale</c> (its node has said nothing
    /// since).</summary>
    public void Set(string state, bool value = true)
    {
        var path = Path.Combine(_home, "state", state);
        if (value)
        {
            File.WriteAllText(path, "");
        }
        else
        {
            File.Delete(path);
        }
    }

    public (int Exit, string Output) Run(string script, string secrets = Secrets, bool broken = false)
    {
        File.Delete(Path.Combine(_home, "log"));
        File.WriteAllText(Path.Combine(_home, "script"), script);
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
