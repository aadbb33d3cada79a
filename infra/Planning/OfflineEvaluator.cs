using System.Collections.Immutable;
using Infra.Planning.Recording;
using Infra.Planning.Schemas;
using Infra.Rules;
using Infra.Specification;
using Infra.Stacks;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Planning;

/// <summary>Runs the program without engine, cloud or network, and tells what it would create.</summary>
public static class OfflineEvaluator
{
    /// <summary>Name of the project where none is given.</summary>
    private const string DefaultProject = "ai-platform";

    /// <summary>Gets ready what every evaluation needs: the contracts of the specification and the providers' schemas. Optional; it only saves
    /// time where it runs beside something else.</summary>
    public static void Prepare()
    {
        SpecReader.Prepare();
        ProviderSchemas.Prepare();
    }

    /// <summary>Reads a stack's configuration, checks it, and evaluates the stack where no error stands in the way.</summary>
    /// <returns>The plan with all findings; without resources where the configuration is wrong.</returns>
    /// <exception cref="RunException">The program fails on this configuration, which is a mistake in it.</exception>
    public static async Task<ResourcePlan> EvaluateAsync(StackInputs inputs)
    {
        try
        {
            return await CheckAndEvaluateAsync(inputs);
        }
        catch (Exception mistake)
        {
            // The user is told what it was, without the trace that the SDK puts into its message.
            var lines = mistake.GetBaseException().Message.Split('\n').Where(line => !line.StartsWith("   at ", StringComparison.Ordinal));
            throw new RunException($"The stack could not be evaluated. Please report this: {string.Join('\n', lines).Trim()}", mistake);
        }
    }

    private static async Task<ResourcePlan> CheckAndEvaluateAsync(StackInputs inputs)
    {
        var reading = SpecReader.Read(inputs);
        var findings = RuleSet.Check(reading);
        if (reading.Platform is not { } platform || findings.Any(finding => finding.Severity == Severity.Error))
            return new ResourcePlan(inputs.Project, inputs.Stack, reading.Platform, [], findings);
        var plan = await EvaluateAsync(platform, inputs.Project, inputs.Stack);
        return plan with { Findings = [.. findings, .. plan.Findings] };
    }

    /// <summary>Evaluates a stack that was read and checked already; the stack's name is the specification's environment.</summary>
    public static Task<ResourcePlan> EvaluateAsync(PlatformSpec platform) => EvaluateAsync(platform, DefaultProject, platform.Environment);

    /// <summary>Evaluates any program, for the tests of a component.</summary>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="build">Creates the resources.</param>
    public static Task<ResourcePlan> EvaluateAsync(string stack, Action build) =>
        EvaluateAsync(DefaultProject, stack, null, options => new ProgramStack(build, options));

    private static Task<ResourcePlan> EvaluateAsync(PlatformSpec platform, string project, string stack) =>
        EvaluateAsync(project, stack, platform, options => new PlatformStack(platform, HiddenSecret, options));

    /// <summary>No secret is known offline, so none can appear in a plan.</summary>
    private static Output<string> HiddenSecret(string name) => Output.CreateSecret(Placeholder.Secret);

    private static async Task<ResourcePlan> EvaluateAsync<TStack>(
        string project, string stack, PlatformSpec? platform, Func<StackOptions, TStack> create)
        where TStack : Stack
    {
        var recorder = new ResourceRecorder(project, stack);
        await Deployment.TestWithServiceProviderAsync<TStack>(
            new RecordingMocks(recorder),
            new StackFactory(() => create(recorder.Options)),
            new TestOptions { ProjectName = project, StackName = stack, IsPreview = true });

        var resources = ImmutableArray.CreateBuilder<PlannedResource>();
        foreach (var recorded in recorder.All.OrderBy(recorded => recorded.Urn, StringComparer.Ordinal))
        {
            resources.Add(await PlanAsync(recorded, recorder));
        }

        var plan = new ResourcePlan(project, stack, platform, resources.ToImmutable(), []);
        return plan with
        {
            Findings =
            [
                .. recorder.Duplicates,
                .. plan.Resources.SelectMany(resource => SchemaCheck.Check(resource)),
                .. RuleSet.Check(plan),
            ],
        };
    }

    private static async Task<PlannedResource> PlanAsync(RecordedResource recorded, ResourceRecorder recorder)
    {
        var dependencies = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        var named = recorded.DependsOn.ToOutput();
        dependencies.UnionWith(await OutputUtilities.GetValueAsync(named));
        dependencies.UnionWith(await OutputUtilities.GetDependenciesAsync(named));
        if (recorded.Used is { } used) dependencies.UnionWith(await OutputUtilities.GetDependenciesAsync(used));
        var urns = dependencies.Select(recorder.Find).OfType<RecordedResource>()
            .Where(other => !ReferenceEquals(other, recorded)).Select(other => other.Urn);
        if (ProviderSchemas.Resource(recorded.Type) is { } schema) SecretInputs.Hide(recorded.Inputs, schema.Inputs);
        return new PlannedResource(
            recorded.Urn, recorded.Type, recorded.Name, recorded.Parent?.Urn, recorded.Provider?.Urn,
            [.. urns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], recorded.Protect, recorded.Inputs)
        {
            Custom = recorded.Custom,
        };
    }
}
