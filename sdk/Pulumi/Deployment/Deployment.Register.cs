using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    private readonly ConcurrentDictionary<string, Registration> _registrations = new();

    /// <summary>
    /// Registers a resource, or reads one that exists. What has nothing to wait for is registered when this returns; the rest goes
    /// on by itself, and the run is not over before it has.
    /// </summary>
    internal void Register(Resource resource, ResourceArgs args, ResourceOptions options) =>
        Tracker.Track(RegisterAsync(resource, args, options));

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Tracker.Track(RegisterOutputsAsync(resource, outputs));

    private async Task RegisterAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        try
        {
            var registration = options.Urn is { } urn
                ? FindRegistration(urn)
                : await RegisterOrReadAsync(resource, args, options).ConfigureAwait(false);

            ComponentResource.CountUnregistered(resource, -1);
            resource.State.Complete(registration, missingIsKnown: !IsDryRun);
        }
        catch (Exception exception)
        {
            ComponentResource.CountUnregistered(resource, -1);
            resource.State.Fail(exception);
            throw;
        }
    }

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.State.GetUrnAsync().ConfigureAwait(false);
        var given = await outputs.GetValueAsync(whenUnknown: ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var serializer = new PropertySerializer("monitor.registerResourceOutputs(...)");
        var serialized = await serializer.SerializeAsync([.. given]).ConfigureAwait(false);
        var names = serialized.Values.Keys.Union(serialized.Marked?.Keys ?? []);
        await _mocks.RegisterResourceOutputs(new(urn, names.ToImmutableDictionary(name => name, ToOutput))).ConfigureAwait(false);

        Output<object?> ToOutput(string name)
        {
            _ = serialized.TryRead(name, out var property);
            return new(new OutputData<object?>(property.Value, OutputData.NoResources, property.IsKnown, property.IsSecret));
        }
    }

    private Registration FindRegistration(string urn) => _registrations.TryGetValue(urn, out var registration)
        ? registration
        : throw new InvalidOperationException($"Unknown resource {urn}");

    private async Task<Registration> RegisterOrReadAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var type = resource.GetResourceType();
        var name = resource.GetResourceName();
        var existingId = options.Id is null ? "" : await options.Id.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var isRead = !string.IsNullOrEmpty(existingId);
        if (isRead && resource is not CustomResource)
        {
            throw new ArgumentException(
                $"{nameof(ResourceOptions)}.{nameof(ResourceOptions.Id)} is only valid for a {nameof(CustomResource)}");
        }

        var explicitDependencies = await GatherDependenciesAsync(options).ConfigureAwait(false);
        var serializer = new PropertySerializer($"resource:{name}[{type}]");
        var properties = args.ToProperties().Where(property => property.Key is not ("id" or "urn"));
        var inputs = await serializer.SerializeAsync([.. properties]).ConfigureAwait(false);
        if (options.ReplacementTrigger is { } trigger)
        {
            await new PropertySerializer($"resource:{name}[{type}].replacementTrigger").SerializeValueAsync(trigger).ConfigureAwait(false);
        }

        var parentUrn = type == Stack.Type ? ""
            : await (options.Parent ?? Stack).State.GetUrnAsync().ConfigureAwait(false);
        var provider = resource.Provider is null ? "" : await resource.Provider.GetReferenceAsync().ConfigureAwait(false);
        await AwaitRegistrationAsync(explicitDependencies, resource).ConfigureAwait(false);
        await AwaitRegistrationAsync(serializer.Dependencies, resource).ConfigureAwait(false);

        var urn = NewUrn(parentUrn, type, name);
        if (!isRead)
        {
            AddResource(resource);
        }

        if (type == Stack.Type)
        {
            return new(urn, "", SerializedProperties.Empty);
        }

        var (id, state) = await _mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = type,
            Name = name,
            Inputs = inputs.Values,
            Provider = provider,
            Id = isRead ? existingId : (options as CustomResourceOptions)?.ImportId ?? "",
        }).ConfigureAwait(false);

        var outputs = await new PropertySerializer("").SerializeAsync(PropertySerializer.PropertiesOf(state)).ConfigureAwait(false);
        if (isRead)
        {
            AddResource(resource);
        }

        // What is read keeps the id that it was read by.
        var newId = isRead ? existingId : id ?? (options as CustomResourceOptions)?.ImportId ?? "";
        return _registrations[urn] = new(urn, newId, outputs);
    }

    private void AddResource(Resource resource)
    {
        lock (_resources)
        {
            _resources.Add(resource);
        }
    }

    private static async ValueTask<IReadOnlyCollection<Resource>> GatherDependenciesAsync(ResourceOptions options)
    {
        if (options is { DependsOnIfAny: null, ReplaceWithIfAny: null, DeletedWith: null })
        {
            return [];
        }

        var dependencies = new List<Resource>();
        foreach (var list in new[] { options.DependsOnIfAny, options.ReplaceWithIfAny })
        {
            if (list is not null)
            {
                dependencies.AddRange(await list.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false));
            }
        }

        if (options.DeletedWith is { } deletedWith)
        {
            dependencies.Add(deletedWith);
        }

        return dependencies;
    }

    /// <summary>Waits until all that a resource depends on is registered; a component stands for its children.</summary>
    /// <exception cref="ResourceException">The resource waits for itself. The real SDK hangs then, so this must not pass here.</exception>
    private static async ValueTask AwaitRegistrationAsync(IReadOnlyCollection<Resource> dependencies, Resource dependent)
    {
        if (dependencies.All(IsRegistered))
        {
            return;
        }

        var reached = ComponentResource.Reach(dependencies);
        if (reached.Contains(dependent))
        {
            throw new ResourceException(
                $"Resource '{dependent.GetResourceName()}' depends on a component that it belongs to, so it would wait for itself.",
                dependent,
                hideStack: true);
        }

        foreach (var dependency in reached)
        {
            await dependency.State.Completion.ConfigureAwait(false);
        }

        static bool IsRegistered(Resource resource) =>
            resource is ComponentResource component ? !component.HasUnregisteredDescendants : resource.State.IsCompleted;
    }

    /// <summary>Mocks name only the root type of a parent, at any depth.</summary>
    private string NewUrn(string parentUrn, string type, string name)
    {
        var parentType = parentUrn.Length == 0 ? "" : parentUrn.Split("::")[2].Split('$')[0] + "$";
        return $"urn:pulumi:{StackName}::{ProjectName}::{parentType}{type}::{name}";
    }
}
