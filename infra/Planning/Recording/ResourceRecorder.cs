using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning.Values;
using Pulumi;

namespace Infra.Planning.Recording;

/// <summary>Sees every resource as it is created. Mocks receive neither parent nor dependencies nor any other option; a transformation on
/// the root does.</summary>
internal sealed class ResourceRecorder(string project, string stack)
{
    /// <summary>Code of two resources of the same type and name.</summary>
    internal const string DuplicateName = "PLAN006";

    private readonly Lock _gate = new();
    private readonly Dictionary<Resource, RecordedResource> _byResource = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Type, string Name), RecordedResource> _byName = [];
    private readonly SortedSet<(string Type, string Name)> _duplicates = [];
    private RecordedResource? _root;

    /// <summary>Options of the stack with this recorder attached.</summary>
    internal StackOptions Options => new() { ResourceTransformations = { Record } };

    /// <summary>All resources with a unique type and name, including the stack.</summary>
    internal ImmutableArray<RecordedResource> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byName.Values];
            }
        }
    }

    /// <summary>Resources that the engine, or this plan, could not distinguish.</summary>
    internal IEnumerable<Finding> Duplicates => _duplicates.Select(duplicate => new Finding(
        DuplicateName, Severity.Error, duplicate.Name,
        $"two resources of type {duplicate.Type} have this name. Names must be unique by type in a stack."));

    /// <summary>The resource of a type and name; null if it was created outside this recorder's stack.</summary>
    internal RecordedResource? Find(string type, string name)
    {
        lock (_gate)
        {
            return _byName.GetValueOrDefault((type, name));
        }
    }

    /// <summary>The record of a resource.</summary>
    internal RecordedResource? Find(Resource resource)
    {
        lock (_gate)
        {
            return _byResource.GetValueOrDefault(resource);
        }
    }

    private ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        lock (_gate)
        {
            var (type, name) = (args.Resource.GetResourceType(), args.Resource.GetResourceName());
            var parent = args.Options.Parent is { } given ? _byResource.GetValueOrDefault(given) ?? _root : _root;
            // The engine leaves the stack's own type out of the URNs of its children.
            var qualified = parent is null ? string.Empty : ResourceUrn.Below(parent.QualifiedType, type);
            var urn = new ResourceUrn(stack, project, qualified.Length == 0 ? type : qualified, name).ToString();
            var protect = args.Options.Protect ?? (args.Options.Parent is null ? false : parent?.Protect ?? false);
            var recorded = new RecordedResource(
                urn, qualified, args.Resource, args.Args, args.Options.DependsOn, parent, protect,
                OptionsOf(args.Options), [.. args.Options.Aliases]);
            _root ??= recorded;
            _byResource[args.Resource] = recorded;
            if (!_byName.TryAdd((type, name), recorded))
            {
                _duplicates.Add((type, name));
            }
        }

        return null;
    }

    private PlannedOptions OptionsOf(ResourceOptions options)
    {
        var custom = options as CustomResourceOptions;
        return new PlannedOptions
        {
            RetainOnDelete = options.RetainOnDelete,
            DeletedWith = options.DeletedWith is { } other ? _byResource.GetValueOrDefault(other)?.Urn : null,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace,
            // The SDK sends these only for custom resources.
            ReplaceOnChanges = Sorted(custom?.ReplaceOnChanges ?? []),
            IgnoreChanges = Sorted(options.IgnoreChanges),
            CustomTimeouts = new PlannedTimeouts(
                options.CustomTimeouts?.Create, options.CustomTimeouts?.Update, options.CustomTimeouts?.Delete),
            Import = custom?.ImportId,
        };

        static ImmutableArray<string> Sorted(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal)];
    }
}
