using System.Text.Json.Nodes;
using Infra.Cli.StackFiles;
using Infra.Reports.Plans;
using Infra.Rules;
using Infra.Specification;
using Infra.Stacks;
using Infra.Tests.Cli;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Stacks;

/// <summary>A stack file as a person would write it, and what the platform makes of it.</summary>
internal static class StackSample
{
    // Stands for the engine's cipher text; nothing may read it, so it may turn up nowhere.
    private const string CipherText = "v1:AAAAAAAAAAA=:c2VjcmV0";

    private const string Release = "kubernetes:helm.sh/v3:Release";

    // What a sample leaves out, by the key that replaces it.
    private static readonly (string Key, string Yaml)[] _defaults =
    [
        ("pulumi:disable-default-providers", """["*"]"""),
        ("ai-platform:organization", "acme"),
        ("ai-platform:sovereignty", "{ locations: [eu], operators: [eu, us], registry: registry.acme.example/mirror }"),
        ("ai-platform:sites", "[{ name: berlin, country: DE, operator: eu }]"),
        ("ai-platform:kubeconfig", $"{{ secure: \"{CipherText}\" }}"),
        ("ai-platform:s3", $"{{ secure: \"{CipherText}\" }}"),
        ("ai-platform:ssh", $"{{ secure: \"{CipherText}\" }}"),
    ];

    /// <summary>The SSH keys of an installed cluster's hosts, as <c>install.hostKeys</c>.</summary>
    public static string HostKeys(params string[] hosts) =>
        $"{{ {string.Join(", ", hosts.Select(host => $"{host}: {OnPremSamples.HostKeyOf(host)}"))} }}";

    /// <summary>The digests of a release, as <c>install.digests</c>.</summary>
    public static string Digests =>
        $"{{ {string.Join(", ", OnPremSamples.Digests.Select(digest => $"{digest.Key}: \"{digest.Value}\""))} }}";

    // What a sample of a cluster in a cloud leaves out.
    private static readonly (string Kind, string Yaml)[] _access =
    [
        ("- kind: eks\n  ", "access: { administrators: [\"arn:aws:iam::111122223333:role/platform-admin\"] }"),
        ("- kind: aks\n  ", "access: { administrators: [00000000-0000-4000-8000-00000000a001] }"),
    ];

    /// <summary>Reads configuration as the command line does: the keys of a sample, and sound values for the others.</summary>
    public static StackInputs Inputs(string config)
    {
        if (!config.Contains("access: {", StringComparison.Ordinal))
        {
            config = _access.Aggregate(
                config, (text, access) => text.Replace(access.Kind, $"{access.Kind}  {access.Yaml}\n  ", StringComparison.Ordinal));
        }

        var defaults = _defaults.Where(entry => !config.Contains(entry.Key, StringComparison.Ordinal))
            .Select(entry => $"{entry.Key}: {entry.Yaml}\n");
        var lines = (string.Concat(defaults) + config).Split('\n').Select(line => $"  {line}\n");
        using var folder = new ProjectFolder($"config:\n{string.Concat(lines)}");
        return StackFile.Read(folder.Directory, "test") with { Today = null };
    }

    /// <summary>Plans a stack of which nothing may be wrong, unknown or secret.</summary>
    public static async Task<ClusterPlan> PlanAsync(string config)
    {
        var check = Preflight.Check(Inputs(config));
        Assert.Equal("", RuleSet.Report(SoundStack.Others(check.Findings)));
        var plan = await Preflight.PlanAsync(check.Platform!);
        var read = ClusterPlan.Of(plan);
        var text = PlanJson.Write(plan);
        Assert.DoesNotContain(CipherText, text, StringComparison.Ordinal);
        // How the SDK writes what is not known before a deployment (UnknownValue of sdk/go/common/resource/plugin).
        Assert.DoesNotContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9", text, StringComparison.Ordinal);
        return read;
    }

    /// <summary>The specification that a stack is read as.</summary>
    public static PlatformSpec Specification(string config) => Preflight.Read(Inputs(config)).Platform!;

    /// <summary>What a person is told of a stack that cannot be built.</summary>
    public static async Task<string> RefusalAsync(string config) =>
        RuleSet.Report(SoundStack.Others((await Preflight.PlanAsync(Inputs(config))).Findings));

    /// <summary>The Helm values of an add-on.</summary>
    public static JsonObject Values(this ClusterPlan plan, string release) => plan.Inputs(Release, release)["values"]!.AsObject();

    /// <summary>The charts that are installed, sorted.</summary>
    public static string[] Releases(this ClusterPlan plan) => plan.NamesOf(Release);
}
