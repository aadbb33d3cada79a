namespace Pulumi;

/// <summary>How a component is managed.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    internal IReadOnlyList<ProviderResource> ProvidersIfAny => (IReadOnlyList<ProviderResource>?)_providers ?? [];

    /// <summary>New options with what both set; where both set the same the second wins, and lists are joined.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = options1 is null ? new() : Copy<ComponentResourceOptions>(options1);
        if (options2 is not null)
        {
            merged.MergeFrom(options2);
        }

        merged.Providers = LastOfEachPackage([.. options1?.ProvidersIfAny ?? [], .. options2?.ProvidersIfAny ?? []]);
        return merged;
    }

    /// <summary>A package has one provider, the last one given; the order is kept.</summary>
    private static List<ProviderResource> LastOfEachPackage(IReadOnlyList<ProviderResource> providers)
    {
        var last = new HashSet<string>();
        return [.. providers.Reverse().Where(provider => last.Add(provider.Package)).Reverse()];
    }
}
