namespace Pulumi;

/// <summary>How a resource is managed; what every kind of resource has in common.</summary>
public abstract class ResourceOptions
{
    private InputList<Resource>? _dependsOn;
    private InputList<Resource>? _replaceWith;
    private List<string>? _ignoreChanges;
    private List<string>? _replaceOnChanges;
    private List<string>? _hideDiffs;
    private List<Input<Alias>>? _aliases;
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;

    protected ResourceOptions()
    {
    }

    public Input<string>? Id { get; set; }

    public Resource? Parent { get; set; }

    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    public bool? Protect { get; set; }

    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    public string? Version { get; set; }

    public ProviderResource? Provider { get; set; }

    public CustomTimeouts? CustomTimeouts { get; set; }

    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }

    public List<Input<Alias>> Aliases
    {
        get => _aliases ??= [];
        set => _aliases = value;
    }

    public string? Urn { get; set; }

    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    public string? PluginDownloadURL { get; set; }

    public bool? RetainOnDelete { get; set; }

    public Resource? DeletedWith { get; set; }

    public InputList<Resource> ReplaceWith
    {
        get => _replaceWith ??= [];
        set => _replaceWith = value;
    }

    public List<string> HideDiffs
    {
        get => _hideDiffs ??= [];
        set => _hideDiffs = value;
    }

    public Input<object>? ReplacementTrigger { get; set; }

    // What a registration reads. Most resources set none of these, and then nothing is allocated for them.
    internal InputList<Resource>? DependsOnIfAny => _dependsOn;

    internal InputList<Resource>? ReplaceWithIfAny => _replaceWith;

    internal IReadOnlyList<Input<Alias>> AliasesIfAny => (IReadOnlyList<Input<Alias>>?)_aliases ?? [];

    internal IReadOnlyList<ResourceTransformation> TransformationsIfAny =>
        (IReadOnlyList<ResourceTransformation>?)_resourceTransformations ?? [];

    /// <summary>A copy of <paramref name="options"/> that shares no list with it.</summary>
    private protected static TOptions Copy<TOptions>(ResourceOptions options)
        where TOptions : ResourceOptions, new() => new()
        {
            Id = options.Id,
            Parent = options.Parent,
            Protect = options.Protect,
            Version = options.Version,
            Provider = options.Provider,
            CustomTimeouts = options.CustomTimeouts?.Clone(),
            Urn = options.Urn,
            PluginDownloadURL = options.PluginDownloadURL,
            RetainOnDelete = options.RetainOnDelete,
            DeletedWith = options.DeletedWith,
            ReplacementTrigger = options.ReplacementTrigger,
            _dependsOn = options._dependsOn?.Clone(),
            _replaceWith = options._replaceWith?.Clone(),
            _ignoreChanges = options._ignoreChanges?.ToList(),
            _replaceOnChanges = options._replaceOnChanges?.ToList(),
            _hideDiffs = options._hideDiffs?.ToList(),
            _aliases = options._aliases?.ToList(),
            _resourceTransformations = options._resourceTransformations?.ToList(),
            _resourceTransforms = options._resourceTransforms?.ToList(),
        };

    /// <summary>Takes over what <paramref name="other"/> sets; lists are appended.</summary>
    private protected void MergeFrom(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts?.Clone() ?? CustomTimeouts;
        Urn = other.Urn ?? Urn;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;

        DependsOn = DependsOn.Concat(other.DependsOn);
        ReplaceWith = ReplaceWith.Concat(other.ReplaceWith);
        IgnoreChanges.AddRange(other.IgnoreChanges);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        HideDiffs.AddRange(other.HideDiffs);
        Aliases.AddRange(other.Aliases);
        ResourceTransformations.AddRange(other.ResourceTransformations);
        ResourceTransforms.AddRange(other.ResourceTransforms);
    }
}
