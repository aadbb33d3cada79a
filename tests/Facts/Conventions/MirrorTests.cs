using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Tests.AddOns;

namespace Infra.Tests.Facts.Conventions;

public class MirrorTests
{
    private static readonly string[] PublicHosts =
    [
        "docker.io", "ecr-public.aws.com", "ghcr.io", "mcr.microsoft.com", "nvcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io",
    ];

    // Every image that the charts start, from a rendering of each; a chart that starts one more needs a line here and a value in its add-on.
    private static readonly string[] Images =
    [
        "argo-cd docker/library/haproxy", "argo-cd docker/library/redis", "argo-cd koalaman/shellcheck", "argo-cd argoproj/argocd",
        "aws-efa-k8s-device-plugin eks/aws-efa-k8s-device-plugin",
        "azurelustre-csi-driver oss/v2/kubernetes-csi/azurelustre-csi", "azurelustre-csi-driver oss/v2/kubernetes-csi/csi-node-driver-registrar",
        "azurelustre-csi-driver oss/v2/kubernetes-csi/csi-provisioner", "azurelustre-csi-driver oss/v2/kubernetes-csi/livenessprobe",
        "cert-manager jetstack",
        "cluster-autoscaler autoscaling/cluster-autoscaler",
        "gatekeeper curlimages/curl", "gatekeeper openpolicyagent/gatekeeper", "gatekeeper openpolicyagent/gatekeeper-crds",
        "gpu-operator nvidia", "gpu-operator nvidia/cloud-native", "gpu-operator nvidia/k8s", "gpu-operator nfd/node-feature-discovery",
        "karpenter karpenter/controller",
        "keda ",
        "longhorn ",
        "metallb frrouting/frr", "metallb metallb/controller", "metallb metallb/speaker",
        "rook-ceph rook/ceph", "rook-ceph cephcsi/cephcsi", "rook-ceph cephcsi/ceph-csi-operator", "rook-ceph csiaddons/k8s-sidecar",
        "rook-ceph sig-storage/csi-attacher", "rook-ceph sig-storage/csi-node-driver-registrar", "rook-ceph sig-storage/csi-provisioner",
        "rook-ceph sig-storage/csi-resizer", "rook-ceph sig-storage/csi-snapshotter",
        "rook-ceph-cluster ceph/ceph",
        "snapshot-controller sig-storage/snapshot-controller",
        "velero kubectl", "velero velero/velero", "velero velero/velero-plugin-for-aws:v1.14.2",
    ];

    public static TheoryData<string> Mirrored => [.. Fleet.ContextNames.Where(name => name.EndsWith("-mirror", StringComparison.Ordinal))];

    [Theory]
    [InlineData("quay.io/jetstack/cert-manager-controller:v1.21.1", "registry.acme.example/mirror/jetstack/cert-manager-controller:v1.21.1")]
    [InlineData("openpolicyagent/gatekeeper", "registry.acme.example/mirror/openpolicyagent/gatekeeper")]
    [InlineData("nvcr.io/nvidia", "registry.acme.example/mirror/nvidia")]
    public void Keeps_the_path_of_an_image_below_the_mirror(string image, string expected) =>
        Assert.Equal(expected, Mirror.Image(Fleet.Mirrored, image));

    [Theory]
    [InlineData("quay.io/jetstack/cert-manager-controller", "quay.io/jetstack/cert-manager-controller")]
    [InlineData("openpolicyagent/gatekeeper", "docker.io/openpolicyagent/gatekeeper")]
    [InlineData("localhost:5000/some/image", "localhost:5000/some/image")]
    public void Names_the_public_source_in_full_without_a_mirror(string image, string expected) =>
        Assert.Equal(expected, Mirror.Image(Fleet.Platform, image));

    [Fact]
    public void Finds_charts_in_the_mirror_or_in_their_own_repository()
    {
        Assert.Equal(new ChartSource("oci://registry.acme.example/mirror/charts/keda", null), Source(Fleet.Mirrored, new Keda()));
        Assert.Equal(new ChartSource("keda", "https://kedacore.github.io/charts"), Source(Fleet.Platform, new Keda()));
        Assert.Equal(new ChartSource("oci://public.ecr.aws/karpenter/karpenter", null), Source(Fleet.Platform, new Karpenter()));
    }

    [Theory]
    [MemberData(nameof(Mirrored))]
    public void Names_no_public_registry_in_values_or_manifests(string cluster)
    {
        var context = Fleet.Context(cluster);
        var texts = AddOn.Of(context.Cluster).SelectMany(addOn => Texts(Everything(addOn, context)));
        Assert.DoesNotContain(texts, text => PublicHosts.Any(host => text == host || text.StartsWith(host + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Moves_every_image_of_every_chart_to_the_mirror()
    {
        var moved = from variant in Fleet.Contexts
                    let context = variant.Context
                    where context.Platform == Fleet.Mirrored
                    from addOn in AddOn.Of(context.Cluster)
                    where addOn.ByChart(context)
                    from text in Texts(ChartValues.Of(addOn, context))
                    where text == Fleet.Registry || text.StartsWith(Fleet.Registry + "/", StringComparison.Ordinal) || text == "jetstack"
                    select $"{addOn.Chart.Name} {(text == Fleet.Registry ? "" : text.Replace(Fleet.Registry + "/", "", StringComparison.Ordinal))}";
        Assert.Superset(Images.ToHashSet(), moved.ToHashSet());
    }

    [Fact]
    public void Knows_the_images_of_every_chart_that_has_any() => Assert.Equal(
        AddOnList.All.Select(listing => listing.Chart.Name).Where(name => name is not ("ceph-csi-drivers" or "karpenter-crd")).Order(StringComparer.Ordinal),
        Images.Select(image => image.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));

    private static ChartSource Source(PlatformSpec platform, AddOn addOn) =>
        Mirror.Chart(platform, addOn.Chart.Name, addOn.Chart.Repository);

    private static IEnumerable<JsonNode> Everything(AddOn addOn, ClusterContext context) =>
        addOn.ByChart(context) ? addOn.Manifests(context).Prepend(ChartValues.Of(addOn, context)) : addOn.Manifests(context);

    private static IEnumerable<string> Texts(IEnumerable<JsonNode> nodes) => nodes.SelectMany(Texts);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
