using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Clusters.Aks;

/// <summary>A class of volume snapshots, labelled so that Velero uses it for the driver's volumes.</summary>
internal sealed class VolumeSnapshotClassArgs : CustomResourceArgs
{
    public VolumeSnapshotClassArgs(string name, string driver)
        : base("snapshot.storage.k8s.io/v1", "VolumeSnapshotClass")
    {
        Metadata = new ObjectMetaArgs { Name = name, Labels = { ["velero.io/csi-volumesnapshot-class"] = "true" } };
        Driver = driver;
    }

    [Input("driver", required: true)]
    public Input<string> Driver { get; set; }

    /// <summary>A snapshot outlives its object, so that removing a namespace does not remove its backup.</summary>
    [Input("deletionPolicy", required: true)]
    public Input<string> DeletionPolicy { get; set; } = "Retain";
}
