using Pulumi.Kubernetes.Types.Outputs.Meta.V1;

namespace Pulumi.Kubernetes.ApiExtensions;

/// <summary>Settings of an object of a kind that a custom resource definition brings, applied over what others set.</summary>
/// <param name="name">The logical name of the resource.</param>
/// <param name="args">A subclass of <see cref="CustomResourcePatchArgs"/> with the properties of the kind.</param>
/// <param name="options">Options of the resource.</param>
public class CustomResourcePatch(string name, CustomResourcePatchArgs args, CustomResourceOptions? options = null)
    : KubernetesResource(args.Type, name, args, options)
{
    /// <summary>The group and version, such as <c>example.com/v1</c>.</summary>
    [Output("apiVersion")]
    public Output<string> ApiVersion { get; private set; } = null!;

    /// <summary>The kind.</summary>
    [Output("kind")]
    public Output<string> Kind { get; private set; } = null!;

    /// <summary>The metadata of the object.</summary>
    [Output("metadata")]
    public Output<ObjectMeta> Metadata { get; private set; } = null!;
}
