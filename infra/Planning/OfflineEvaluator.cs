using System.Collections.Immutable;
using Infra.Planning.Recording;
using Infra.Planning.Schemas;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Planning;

/// <summary>Runs a program without an engine, cloud or network, and reports what it would create.</summary>
public static class OfflineEvaluator
{
    /// <summary>Evaluates everything that an action creates.</summary>
    /// <param name="project">Name of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="build">Creates the resources.</param>
    public static Task<ResourcePlan> EvaluateAsync(string project, string stack, Action build) =>
        EvaluateAsync(project, stack, options => new ProgramStack(build, options));

    /// <summary>Evaluates a stack.</summary>
    /// <param name="project">Name of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="create">Creates the stack with the options that let it be seen.</param>
    /// <returns>The plan, checked against the providers' schemas.</returns>
    public static async Task<ResourcePlan> EvaluateAsync<TStack>(string project, string stack, Func<StackOptions, TStack> create)
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

        return new ResourcePlan(
            project, stack, resources.ToImmutable(),
            [.. recorder.Duplicates, .. SchemaCheck.Check(resources)]);
    }

    private static async Task<PlannedResource> PlanAsync(RecordedResource recorded, ResourceRecorder recorder)
    {
        var dependencies = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        var named = recorded.DependsOn.ToOutput();
        dependencies.UnionWith(await OutputUtilities.GetValueAsync(named));
        dependencies.UnionWith(await OutputUtilities.GetDependenciesAsync(named));
        if (recorded.Used is { } used)
        {
            dependencies.UnionWith(await OutputUtilities.GetDependenciesAsync(used));
        }

        var urns = dependencies.Select(recorder.Find).OfType<RecordedResource>()
            .Where(other => !ReferenceEquals(other, recorded)).Select(other => other.Urn);
        if (ProviderSchemas.Resource(recorded.Type) is { } schema)
        {
            SecretInputs.Hide(recorded.Inputs, schema.Inputs);
        }

        return new PlannedResource(
            recorded.Urn, recorded.Type, recorded.Name, recorded.Parent?.Urn, recorded.Provider?.Urn,
            [.. urns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], recorded.Protect, recorded.Inputs)
        {
            Custom = recorded.Custom,
            Options = recorded.Options with { Aliases = await AliasUrns.OfAsync(recorded, recorder) },
        };
    }
}
