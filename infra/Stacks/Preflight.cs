using Infra.AddOns;
using Infra.Findings;
using Infra.Planning;
using Infra.Planning.Schemas;
using Infra.Planning.Values;
using Infra.Reports;
using Infra.Rules;
using Infra.Rules.Accepted;
using Infra.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>What runs before anything is created: the configuration is read and checked against the rules, the stack is evaluated offline,
/// and the plan is checked against the rules.</summary>
public static class Preflight
{
    /// <summary>Default name of the project.</summary>
    private const string DefaultProject = "ai-platform";

    /// <summary>Prepares what every evaluation needs: the contracts of the specification and the providers' schemas. Optional; it saves
    /// time when it runs in parallel with other work.</summary>
    public static void Prepare()
    {
        SpecReader.Prepare();
        ProviderSchemas.Prepare();
    }

    /// <summary>Reads a configuration with the platform's own add-ons.</summary>
    public static SpecReading Read(StackInputs inputs) => SpecReader.Read(inputs, AddOnList.Listings);

    /// <summary>Reads a configuration and checks it against the rules, without evaluating the stack.</summary>
    public static PlatformPlan Check(StackInputs inputs)
    {
        var reading = Read(inputs);
        var findings = RuleSet.Check(reading);
        if (reading.Platform is { } platform)
        {
            findings = [.. Acceptances.OfCheck(platform, findings, inputs.Today)];
        }

        return Placed(new PlatformPlan(reading.Platform, inputs.Project, inputs.Stack, [], findings), inputs);
    }

    /// <summary>Reads a stack's configuration, checks it, and evaluates the stack if there is no error.</summary>
    /// <returns>The plan with all findings; without resources if the configuration has errors.</returns>
    /// <exception cref="RunException">The program fails on this configuration, which is a bug in the program.</exception>
    public static async Task<PlatformPlan> PlanAsync(StackInputs inputs)
    {
        PlatformPlan? check = null;
        try
        {
            check = Check(inputs);
            if (check.Platform is not { } platform || check.Findings.Any(finding => finding.IsError))
            {
                return check;
            }

            var plan = await PlanAsync(platform, inputs.Project, inputs.Stack);
            plan = Placed(plan with { Findings = [.. Acceptances.OfPlan(platform, plan.Findings, inputs.Today)] }, inputs);
            return plan with { Findings = [.. check.Findings, .. plan.Findings] };
        }
        catch (Exception mistake)
        {
            // The user sees the message without the stack trace that the SDK adds to it.
            var lines = mistake.GetBaseException().Message.Split('\n').Where(line => !line.StartsWith("   at ", StringComparison.Ordinal));
            var message = string.Join('\n', lines).Trim();
            // The program may rely on what an accepted error says.
            var accepted = check?.Findings
                .Where(finding => finding is { Accepted: not null, Severity: Severity.Error })
                .Select(finding => finding.Code).Distinct().ToList() ?? [];
            throw new RunException(
                accepted.Count == 0
                    ? $"The stack could not be evaluated. Please report this: {message}"
                    : $"The stack cannot be evaluated while it accepts {string.Join(", ", accepted)}. Mend what was accepted.",
                mistake);
        }
    }

    /// <summary>Evaluates a stack that is already read and checked; the stack's name is the environment of the specification.</summary>
    public static Task<PlatformPlan> PlanAsync(PlatformSpec platform) => PlanAsync(platform, DefaultProject, platform.Environment);

    private static async Task<PlatformPlan> PlanAsync(PlatformSpec platform, string project, string stack)
    {
        var plan = await OfflineEvaluator.EvaluateAsync(project, stack, options => new PlatformStack(platform, HiddenSecret, options));
        return new PlatformPlan(platform, project, stack, plan.Resources, [.. plan.Findings, .. RuleSet.Check(platform, plan)]);
    }

    // A planned resource is in no file, but the cluster that it belongs to is: its name begins with the cluster's.
    private static PlatformPlan Placed(PlatformPlan plan, StackInputs inputs)
    {
        var clusters = plan.Platform?.Clusters.OrderByDescending(cluster => cluster.Name.Length).ToList() ?? [];
        return plan with { Findings = [.. plan.Findings.Select(finding => finding with { Place = PlaceOf(finding.Path) })] };

        FilePlace? PlaceOf(string path) =>
            inputs.PlaceOf(path)
            ?? (clusters.Find(cluster => Names(path, cluster.Name)) is { } owner ? inputs.PlaceOf(owner.Path) : null);

        static bool Names(string path, string cluster) =>
            path.StartsWith(cluster, StringComparison.Ordinal) && (path.Length == cluster.Length || path[cluster.Length] is '-' or '.');
    }

    // No secret is known offline, so none can appear in a plan.
    private static Output<string> HiddenSecret(string name) => Output.CreateSecret(Placeholder.Secret);
}
