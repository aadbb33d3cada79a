using System.Collections.Immutable;
using Infra.Findings;
using Pulumi;

namespace Infra.Planning.Recording;

/// <summary>Sees every resource as it is made. Mocks are told neither parent nor dependencies nor protection; a transformation on the
/// root is.</summary>
internal sealed class ResourceRecorder(string project, string stack)
{
    /// <summary>Code of two resources of the same type and name.</summary>
    internal const string DuplicateName = "PLAN006";

    private readonly Lock gate = new();
    private readonly Dictionary<Resource, RecordedResource> byResource = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Type, string Name), RecordedResource> byName = [];
    private readonly SortedSet<(string Type, string Name)> duplicates = [];
    private RecordedResource? root;

    /// <summary>Options of the stack with this recorder in place.</summary>
    internal StackOptions Options => new() { ResourceTransformations = { Record } };

    /// <summary>All resources of which there is one of the type and name, the stack among them.</summary>
    internal ImmutableArray<RecordedResource> All
    {
        get
        {
            lock (gate) return [.. byName.Values];
        }
    }

    /// <summary>Resources that the engine, or this plan, could not tell apart.</summary>
    internal IEnumerable<Finding> Duplicates => duplicates.Select(duplicate => new Finding(
        DuplicateName, Severity.Error, duplicate.Name,
        $"two resources of type {duplicate.Type} have this name. Names must be unique by type in a stack."));

    /// <summary>The resource of a type and name; absent for one that was made outside this recorder's stack.</summary>
    internal RecordedResource? Find(string type, string name)
    {
        lock (gate) return byName.GetValueOrDefault((type, name));
    }

    /// <summary>What is known of a resource.</summary>
    internal RecordedResource? Find(Resource resource)
    {
        lock (gate) return byResource.GetValueOrDefault(resource);
    }

    private ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        lock (gate)
        {
            var (type, name) = (args.Resource.GetResourceType(), args.Resource.GetResourceName());
            var parent = args.Options.Parent is { } given ? byResource.GetValueOrDefault(given) ?? root : root;
            // The engine leaves the stack's own type out of the URNs of its children.
            var qualified = parent is null ? string.Empty : parent.QualifiedType.Length == 0 ? type : $"{parent.QualifiedType}${type}";
            var urn = $"urn:pulumi:{stack}::{project}::{(qualified.Length == 0 ? type : qualified)}::{name}";
            var protect = args.Options.Protect ?? (args.Options.Parent is null ? false : parent?.Protect ?? false);
            var recorded = new RecordedResource(urn, qualified, args.Resource, args.Args, args.Options.DependsOn, parent, protect);
            root ??= recorded;
            byResource[args.Resource] = recorded;
            if (!byName.TryAdd((type, name), recorded)) duplicates.Add((type, name));
        }

        return null;
    }
}
