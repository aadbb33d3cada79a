namespace Pulumi;

/// <summary>How a resource of a provider is managed.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;
    private Dictionary<string, string>? _envVarMappings;

    public bool? DeleteBeforeReplace { get; set; }

    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    public string? ImportId { get; set; }

    public Dictionary<string, string> EnvVarMappings
    {
        get => _envVarMappings ??= [];
        set => _envVarMappings = value;
    }

    /// <summary>New options with what both set; where both set the same the second wins, and lists are joined.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = options1 is null ? new() : Copy<CustomResourceOptions>(options1);
        merged.DeleteBeforeReplace = options1?.DeleteBeforeReplace;
        merged.ImportId = options1?.ImportId;
        merged.AdditionalSecretOutputs = [.. options1?.AdditionalSecretOutputs ?? []];
        merged.EnvVarMappings = new(options1?.EnvVarMappings ?? []);
        if (options2 is null)
        {
            return merged;
        }

        merged.MergeFrom(options2);
        merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = options2.ImportId ?? merged.ImportId;
        merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
        foreach (var (name, variable) in options2.EnvVarMappings)
        {
            merged.EnvVarMappings[name] = variable;
        }

        return merged;
    }
}
