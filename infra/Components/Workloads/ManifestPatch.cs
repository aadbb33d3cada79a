using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Workloads;

/// <summary>Settings of a custom resource that a controller makes by itself: they are applied over its own, whether it exists already
/// or not. Leaving the stack takes the settings away and leaves the object.</summary>
/// <remarks>The provider patches where the type ends with <c>Patch</c>, and takes over what another manager set where the annotation says
/// so (IsPatchResource and AnnotationPatchForce of pulumi/pulumi-kubernetes).</remarks>
public sealed class ManifestPatch : CustomResourcePatch
{
    /// <summary>Applies the settings.</summary>
    /// <param name="name">Logical name.</param>
    /// <param name="manifest">The object in Kubernetes form, with the settings in its <c>spec</c>.</param>
    /// <param name="options">Parent, provider and dependencies.</param>
    public ManifestPatch(string name, JsonObject manifest, CustomResourceOptions options)
        : base(name, new Arguments((string)manifest["apiVersion"]!, (string)manifest["kind"]!)
        {
            Metadata = new ObjectMetaArgs
            {
                Name = (string)manifest["metadata"]!["name"]!,
                Namespace = (string)manifest["metadata"]!["namespace"]!,
                Annotations = { ["pulumi.com/patchForce"] = "true" },
            },
            Spec = manifest["spec"]!.AsObject().ToInputMap(),
        }, options)
    {
    }

    private sealed class Arguments(string apiVersion, string kind) : CustomResourcePatchArgs(apiVersion, kind)
    {
        /// <summary>The settings.</summary>
        [Input("spec")]
        public InputMap<object>? Spec { get; set; }
    }
}
