namespace Pulumi;

/// <summary>A resource that a provider manages.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, isCustom: true, args ?? ResourceArgs.Empty, options ?? new())
    {
    }

    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
