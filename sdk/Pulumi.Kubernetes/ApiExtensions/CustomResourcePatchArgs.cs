using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Pulumi.Kubernetes.ApiExtensions;

/// <summary>
/// The arguments of a <see cref="CustomResourcePatch"/>. A subclass adds the properties of its kind, such as <c>[Input("spec")]</c>.
/// </summary>
/// <param name="apiVersion">The group and version, such as <c>example.com/v1</c>.</param>
/// <param name="kind">The kind.</param>
public abstract class CustomResourcePatchArgs(string apiVersion, string kind) : ResourceArgs
{
    /// <summary>The group and version.</summary>
    [Input("apiVersion")]
    public Input<string> ApiVersion { get; } = apiVersion;

    /// <summary>The kind.</summary>
    [Input("kind")]
    public Input<string> Kind { get; } = kind;

    /// <summary>The metadata of the object.</summary>
    [Input("metadata")]
    public Input<ObjectMetaArgs>? Metadata { get; set; }

    internal string Type { get; } = $"kubernetes:{apiVersion}:{kind}Patch";
}
