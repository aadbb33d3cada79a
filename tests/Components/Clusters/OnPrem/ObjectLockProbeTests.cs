using System.Runtime.Versioning;
using Infra.Components.Clusters.OnPrem;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;
using Infra.Tests.Cli;
using Pulumi;

namespace Infra.Tests.Components.Clusters.OnPrem;

[UnsupportedOSPlatform("windows")]
public sealed class ObjectLockProbeTests : IDisposable
{
    private const string Job = "kubernetes:batch/v1:Job";
    private const string Versions = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>\n200";

    private const string Login =
        "[other]\naws_access_key_id = wrong\n[default]\naws_access_key_id = AKIA3\r\naws_secret_access_key=it\"s\\4= \n";

    private readonly string _home = Directory.CreateTempSubdirectory("lock-").FullName;

    public ObjectLockProbeTests()
    {
        Directory.CreateDirectory(Path.Combine(_home, "bin"));
        var curl = Path.Combine(_home, "bin/curl");
        File.WriteAllText(
            curl,
            """
            #!/bin/sh
            printf '%s\n' "$*" >>"$STATE/asked"
            cat >"$STATE/login-given"
            for url in "$@"; do :; done
            [ ! -e "$STATE/unreachable" ] || exit 7
            cat "$STATE/${url##*\?}"
            """);
        File.SetUnixFileMode(curl, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Leave("cloud", Login);
    }

    [Theory]
    [InlineData("COMPLIANCE", "<Days>30</Days>", "compliance", "in the mode COMPLIANCE for 30 days")]
    [InlineData("COMPLIANCE", "<Days>90</Days>", "governance", "in the mode COMPLIANCE for 90 days")]
    [InlineData("GOVERNANCE", "<Days>30</Days>", "governance", "in the mode GOVERNANCE for 30 days")]
    [InlineData("COMPLIANCE", "<Years>1</Years>", "compliance", "in the mode COMPLIANCE for 365 days")]
    public void Accepts_a_bucket_that_locks_at_least_what_the_stack_counts_on(string mode, string time, string wanted, string said)
    {
        Assert.Equal((0, $"the bucket backups keeps versions and locks them {said}\n"), Run(Versions, Lock(mode, time), wanted));

        Assert.Equal("user = \"AKIA3:it\\\"s\\\\4=\"\n", File.ReadAllText(Path.Combine(_home, "login-given")));
        var asked = File.ReadAllLines(Path.Combine(_home, "asked"));
        Assert.Equal(["versioning", "object-lock"], asked.Select(line => line[(line.IndexOf('?', StringComparison.Ordinal) + 1)..^1]));
        Assert.All(asked, line => Assert.Contains(" --aws-sigv4 aws:amz:us-east-1:s3 ", line, StringComparison.Ordinal));
        Assert.All(asked, line => Assert.DoesNotContain("AKIA3", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<VersioningConfiguration/>\n200", "", "the bucket backups keeps no versions,")]
    [InlineData("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>\n200", "",
        "the bucket backups keeps no versions,")]
    [InlineData("<Error/>\n403", "",
        "the store does not say whether backups keeps versions: status 403. The login needs s3:GetBucketVersioning")]
    [InlineData(Versions, "<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>\n404",
        "the bucket backups has no object lock,")]
    [InlineData(Versions, "<Error/>\n501", "the store does not say what backups locks: status 501. ")]
    [InlineData(Versions, "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>\n200",
        "the bucket backups locks nothing by itself,")]
    public void Refuses_a_bucket_that_locks_nothing(string versions, string locks, string said)
    {
        var (exit, output) = Run(versions, locks, "compliance");

        Assert.Equal(1, exit);
        Assert.StartsWith(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_lock_that_is_too_short_or_that_an_administrator_undoes()
    {
        const string Rest = ", and the stack counts on compliance for 30 days (backup.immutableDays). Turn on versioning and object lock " +
            "for the bucket, with a default retention, or say in the stack what it has: objectStore.lock\n";

        Assert.Equal(
            (1, $"the bucket backups locks for 29 days{Rest}"), Run(Versions, Lock("COMPLIANCE", "<Days>29</Days>"), "compliance"));
        Assert.Equal(
            (1, $"the bucket backups locks in the mode GOVERNANCE, which whoever administers the store can undo{Rest}"),
            Run(Versions, Lock("GOVERNANCE", "<Days>30</Days>"), "compliance"));
    }

    [Fact]
    public void Refuses_a_store_that_does_not_answer()
    {
        Leave("unreachable", "");

        Assert.Equal((1, "the store https://s3.berlin.acme.example does not answer\n"), Run(Versions, "", "compliance"));
    }

    [Fact]
    public async Task Is_asked_with_the_login_of_the_backups_before_anything_is_backed_up()
    {
        var plan = await Plan(OnPremSamples.Rke2);
        var pod = plan.Inputs(Job)["spec"]!["template"]!["spec"]!;

        Assert.Equal(["berlin-velero-credentials", "berlin-velero-velero-server"],
            plan.DependsOn("berlin-object-lock").Where(name => name.Contains("velero", StringComparison.Ordinal)));
        Assert.Equal("docker.io/curlimages/curl:8.15.0", (string?)pod["containers"]![0]!["image"]);
        Assert.Equal("velero-credentials", (string?)pod["volumes"]![0]!["secret"]!["secretName"]);
        Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
        Assert.False((bool)pod["automountServiceAccountToken"]!);
        Assert.True(plan.Resource(Job).Options.DeleteBeforeReplace);
    }

    [Fact]
    public async Task Is_asked_over_the_site_s_own_authority_where_it_has_one()
    {
        var store = OnPremSamples.Rke2.ObjectStore! with { CaCertificate = OnPremSamples.Authority };
        var plan = await Plan(OnPremSamples.Rke2 with { ObjectStore = store });

        Assert.Equal(OnPremSamples.Authority, plan.Text("berlin-object-lock-authority", "data", "ca.crt"));
        Assert.Contains("berlin-object-lock-authority", plan.DependsOn("berlin-object-lock"));
    }

    [Fact]
    public async Task Asks_the_second_store_as_well_with_the_login_of_that()
    {
        var plan = await Plan(OnPremSamples.Rke2 with { BackupCopy = OnPremSamples.Copy with { CaCertificate = OnPremSamples.Authority } });
        var pod = plan.Inputs(Job, "berlin-object-lock-copy")["spec"]!["template"]!["spec"]!;

        Assert.Equal(["berlin-object-lock", "berlin-object-lock-copy"], plan.NamesOf(Job).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["berlin-object-lock-copy-authority", "berlin-velero-copy-credentials", "berlin-velero-velero-server"],
            plan.DependsOn("berlin-object-lock-copy").Where(name => name != "berlin-kubernetes").Order(StringComparer.Ordinal));
        Assert.Equal("object-lock-copy", plan.Text("berlin-object-lock-copy", "metadata", "name"));
        Assert.Equal("velero-copy-credentials", (string?)pod["volumes"]![0]!["secret"]!["secretName"]);
        Assert.Equal("object-lock-copy-authority", (string?)pod["volumes"]![1]!["configMap"]!["name"]);
        var asked = pod["containers"]![0]!["env"]!.AsArray().ToDictionary(each => (string)each!["name"]!, each => (string?)each!["value"]);
        Assert.Equal(
            ("https://s3.turin.acme.example", "berlin-copy", "governance", "30", "backupCopy.lock"),
            (asked["ENDPOINT"], asked["BUCKET"], asked["WANTED"], asked["LEAST_DAYS"], asked["MEMBER"]));
    }

    [Fact]
    public async Task Is_not_asked_where_the_stack_counts_on_nothing()
    {
        var store = OnPremSamples.Rke2.ObjectStore! with { Lock = ObjectLock.None };

        Assert.Empty((await Plan(OnPremSamples.Rke2 with { ObjectStore = store })).NamesOf(Job));
        Assert.Empty((await Plan(
            OnPremSamples.Rke2, OnPremSamples.Platform with { Backup = new BackupSpec { ImmutableDays = 0 } })).NamesOf(Job));
    }

    public void Dispose() => Directory.Delete(_home, true);

    private static string Lock(string mode, string time) =>
        "<ObjectLockConfiguration>\n <ObjectLockEnabled>Enabled</ObjectLockEnabled>\n <Rule><DefaultRetention>" +
        $"<Mode>{mode}</Mode>{time}</DefaultRetention></Rule></ObjectLockConfiguration>\n200";

    private static Task<ClusterPlan> Plan(OnPremClusterSpec cluster, PlatformSpec? platform = null) => OnPremPlan.Of(
        cluster, use: built => built.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()),
        platform: platform);

    private (int Exit, string Output) Run(string versions, string locks, string wanted)
    {
        Leave("versioning=", versions);
        Leave("object-lock=", locks);
        var (exit, output, error) = ProgramOfItsOwn.RunScript(ObjectLockProbe.Script, new()
        {
            ["PATH"] = $"{Path.Combine(_home, "bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["STATE"] = _home,
            ["ENDPOINT"] = "https://s3.berlin.acme.example",
            ["BUCKET"] = "backups",
            ["REGION"] = "us-east-1",
            ["WANTED"] = wanted,
            ["MEMBER"] = "objectStore.lock",
            ["LEAST_DAYS"] = "30",
            ["CREDENTIALS"] = Path.Combine(_home, "cloud"),
        });
        return (exit, output + error);
    }

    private void Leave(string file, string text) => File.WriteAllText(Path.Combine(_home, file), text);
}
