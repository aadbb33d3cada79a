using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource or component of a stack.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations;
    private readonly ImmutableDictionary<string, ProviderResource> _providers;

    private protected Resource(string type, string name, bool isCustom, ResourceArgs args, ResourceOptions options, bool isRemote = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrEmpty(type))
        {
            throw new ArgumentException("'type' cannot be null or empty.", nameof(type));
        }

        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentException("'name' cannot be null or empty.", nameof(name));
        }

        _type = type;
        _name = name;
        State = ResourceModel.Of(this, isRemote || options.Urn is not null).Attach(this);

        var deployment = Deployment.Running;
        _transformations = InheritTransformations(options, deployment);
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
            {
                continue;
            }

            // The parent decides which transformations apply, and other options are inherited from it.
            if (result.Options.Parent != options.Parent)
            {
                throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
            }

            (args, options) = (result.Args, result.Options);
        }

        var parent = options.Parent;
        Parent = parent as ComponentResource;
        _protect = options.Protect ?? parent?._protect;
        Provider = isCustom ? options.Provider ?? parent?.GetProvider(type) : null;
        _providers = Providers(type, isCustom, options);

        // An alias that contradicts itself fails the run, though only an engine could use it.
        foreach (var alias in options.AliasesIfAny)
        {
            _ = alias.Apply(known => known.Check());
        }

        Parent?.AddChild(this);
        deployment.Register(this, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>The registration that the outputs of this resource read from.</summary>
    internal ResourceState State { get; }

    /// <summary>The component that this resource belongs to.</summary>
    internal ComponentResource? Parent { get; }

    /// <summary>The provider that manages this resource, given or inherited.</summary>
    internal ProviderResource? Provider { get; }

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    /// <summary>The provider that a child of that type inherits; tokens are package:module:name.</summary>
    internal ProviderResource? GetProvider(string token) =>
        PackageOf(token) is { } package ? _providers.GetValueOrDefault(package) : null;

    private static string? PackageOf(string token)
    {
        var first = token.IndexOf(':', StringComparison.Ordinal);
        return first >= 0 && token.AsSpan().Count(':') == 2 ? token[..first] : null;
    }

    private ImmutableArray<ResourceTransformation> InheritTransformations(ResourceOptions options, Deployment deployment)
    {
        // Everything but the stack itself, and what is only read by its URN, descends from the stack.
        var parent = options.Parent ?? (_type == Stack.Type || options.Urn is not null ? null : deployment.Stack);
        var inherited = parent is null ? [] : ((Resource)parent)._transformations;
        return options.TransformationsIfAny is { Count: > 0 } own ? [.. own, .. inherited] : inherited;
    }

    private static ImmutableDictionary<string, ProviderResource> Providers(string type, bool isCustom, ResourceOptions options)
    {
        var inherited = options.Parent?._providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (isCustom)
        {
            return options.Provider is { } provider && PackageOf(type) is { } package
                ? inherited.SetItem(package, provider)
                : inherited;
        }

        var given = (options as ComponentResourceOptions)?.ProvidersIfAny ?? [];
        if (options.Provider is null)
        {
            return inherited.SetItems(given.Select(ByPackage));
        }

        return given.Count == 0
            ? inherited.SetItems([ByPackage(options.Provider)])
            : throw new ResourceException(
                "Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);

        static KeyValuePair<string, ProviderResource> ByPackage(ProviderResource provider) => new(provider.Package, provider);
    }
}
