using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Infra.Components.Clusters.Eks;

/// <summary>A VolumeSnapshotClass of the snapshot controller.</summary>
public sealed class VolumeSnapshotClassArgs : CustomResourceArgs
{
    /// <summary>Begins a class.</summary>
    public VolumeSnapshotClassArgs()
        : base("snapshot.storage.k8s.io/v1", "VolumeSnapshotClass")
    {
    }

    /// <summary>The CSI driver that makes the snapshots.</summary>
    [Input("driver", required: true)]
    public Input<string> Driver { get; set; } = null!;

    /// <summary>What becomes of a snapshot whose object is deleted: <c>Delete</c> or <c>Retain</c>.</summary>
    [Input("deletionPolicy", required: true)]
    public Input<string> DeletionPolicy { get; set; } = null!;
}
