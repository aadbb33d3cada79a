using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Infra.Stacks;
using Infra.Tests.Cli;

namespace Infra.Tests.Stacks;

/// <summary>The stack with which nothing is wrong, and which the samples of other tests resemble.</summary>
/// <remarks>A rule that finds something in it would fail every test that expects no finding, or exactly one. So
/// <see cref="SoundStackTests"/>
/// alone says that it finds nothing; all others ask here, and leave aside the codes of whatever it does find.</remarks>
internal static partial class SoundStack
{
    /// <summary>A cluster of each kind, as a person would write them.</summary>
    internal const string Text = """
        config:
          pulumi:disable-default-providers: ["*"]
          ai-platform:organization: acme
          ai-platform:sovereignty:
            locations: [eu]
            operators: [eu, us]
            endpoints: private
            registry: registry.acme.example/mirror
          ai-platform:backup: { schedule: "0 2 * * *", retentionDays: 30, immutableDays: 30 }
          ai-platform:sites: [{ name: berlin, country: DE, operator: eu }]
          ai-platform:addOns: { keda: {} }
          ai-platform:clusters:
            - kind: eks
              name: frankfurt
              region: eu-central-1
              version: "1.35"
              role: hub
              network: { cidr: 10.10.0.0/16, zones: 3 }
              access: { administrators: ["arn:aws:iam::111122223333:role/platform-admin"] }
              pools: [{ name: inference, machine: g6e.12xlarge, max: 12, gpu: { sharing: { mode: time-slicing, replicas: 4 } } }]
            - kind: aks
              name: westeurope
              region: westeurope
              version: "1.35"
              network: { cidr: 10.20.0.0/16 }
              access: { administrators: [00000000-0000-4000-8000-00000000a001] }
              pools: [{ name: training, machine: Standard_NC40ads_H100_v5, max: 6, gpu: { sharing: { mode: mig, profile: 1g.12gb } } }]
            - kind: on-prem
              name: berlin
              region: berlin
              distribution: rke2
              version: "1.35"
              kubeconfigSecret: berlin-kubeconfig
              network: { cidr: 10.30.0.0/24, addressPools: [10.30.0.200-10.30.0.220] }
              addOns: { velero: null }
              pools: [{ name: gpu, nodes: 4, gpu: { model: h100, count: 8 } }]
          ai-platform:berlin-kubeconfig: { secure: "v1:AAAA" }
        """;

    private static readonly Lazy<ImmutableHashSet<string>> _found = new(() =>
    [
        .. Checked().Select(finding => finding.Code),
        .. Planned().Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code),
    ]);

    /// <summary>What the reader, and rules about the specification, find in it.</summary>
    internal static ImmutableArray<Finding> Checked() => Preflight.Check(Inputs()).Findings;

    /// <summary>What rules about plans, and the providers' schemas, find in its plan.</summary>
    internal static ImmutableArray<Finding> Planned() =>
        Preflight.PlanAsync(Preflight.Read(Inputs()).Platform!).GetAwaiter().GetResult().Findings;

    /// <summary>Findings without those that are in the sound stack as well.</summary>
    internal static ImmutableArray<Finding> Others(IEnumerable<Finding> findings) =>
        findings.ToImmutableArray() is { IsEmpty: false } all ? [.. all.Where(finding => !_found.Value.Contains(finding.Code))] : [];

    /// <summary>What the command line answers, without the findings that are in the sound stack as well.</summary>
    internal static (int ExitCode, string Output, string Error) Others((int ExitCode, string Output, string Error) answer)
    {
        if (_found.Value.IsEmpty || !Line().IsMatch(answer.Output))
        {
            return answer;
        }

        string[] kept = [.. answer.Output.Split('\n')
            .Where(line => Line().Match(line) is not { Success: true } found || !_found.Value.Contains(found.Groups[1].Value))];
        Finding[] findings =
        [
            .. kept.Select(line => Line().Match(line)).Where(found => found.Success).Select(found => found.Groups[2].Value == "error"
                ? Finding.Error(found.Groups[1].Value, "", "") : Finding.Warning(found.Groups[1].Value, "", "")),
        ];
        // The last line tells how many there are.
        kept[^2] = FindingsText.Summary(findings);
        return (answer.ExitCode == 1 ? ExitCode.Of(findings) : answer.ExitCode, string.Join('\n', kept), answer.Error);
    }

    /// <summary>Whether exactly the expected lines are told. While something is found in the sound stack, some may be missing: nothing is
    /// compared
    /// with what is wrong by itself, so a finding about a whole cluster hides every comparison with it.</summary>
    internal static void Tells(IEnumerable<string> expected, IEnumerable<string> told)
    {
        if (_found.Value.IsEmpty)
        {
            Assert.Equal(expected, told);
        }
        else
        {
            Assert.Subset(
                expected.ToHashSet(),
                told.Where(line => Line().IsMatch(line) && !line.StartsWith("PLN", StringComparison.Ordinal)).ToHashSet());
        }
    }

    /// <summary>As above, of an answer of the command line.</summary>
    internal static void Tells((int ExitCode, string Output, string Error) expected, (int ExitCode, string Output, string Error) told)
    {
        if (_found.Value.IsEmpty)
        {
            Assert.Equal(expected, told);
        }
        else if (told.ExitCode == expected.ExitCode)
        {
            Tells(expected.Output.Split('\n'), told.Output.Split('\n'));
        }
    }

    private static StackInputs Inputs()
    {
        using var folder = new ProjectFolder(Text);
        return StackFile.Read(folder.Directory, "test");
    }

    [GeneratedRegex("^([A-Z]+[0-9]{3}) (error|warning) ", RegexOptions.Multiline)]
    private static partial Regex Line();
}
