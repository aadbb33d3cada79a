using Infra.Specification;
using static Infra.Tests.Rules.Planned.PlannedResources;

namespace Infra.Tests.Rules.Planned;

public sealed class MirroredSourcesTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string DaemonSet = "kubernetes:apps/v1:DaemonSet";

    private static readonly SovereigntySpec _mirrored = Lax with { Registry = "registry.acme.example/mirror" };

    [Theory]
    [InlineData(Release,
        """{ "chart": "oci://registry.acme.example/mirror/charts/keda", "values": { "image": """ +
        """{ "registry": "registry.acme.example/mirror", "repository": "kedacore/keda" } } }""")]
    [InlineData(Release,
        """{ "chart": "keda", "repositoryOpts": { "repo": "oci://registry.acme.example/mirror/charts" }, "values": """ +
        """{ "imageNamespace": "jetstack", "image": { "pullPolicy": "Always" } } }""")]
    [InlineData(DaemonSet,
        """{ "spec": { "containers": [{ "image": "registry.acme.example/mirror/pause:3.10.1", "imagePullPolicy": "Always" }] } }""")]
    public void Accepts_what_comes_from_the_mirror(string type, string inputs) =>
        Assert.Empty(Check(_mirrored, Resource(type, "x", inputs)));

    [Fact]
    public void Accepts_an_image_that_a_cluster_lists_itself() =>
        Assert.Empty(
            Check(_mirrored, Resource(DaemonSet, "x", """{ "spec": { "initContainers": [{ "image": "acme.azurecr.io/listed:1" }] } }""")));

    [Fact]
    public void Accepts_public_sources_where_there_is_no_mirror() =>
        Assert.Empty(
            Check(Lax, Resource(DaemonSet, "x", """{ "spec": { "containers": [{ "image": "nvcr.io/nvidia/pytorch:25.10-py3" }] } }""")));

    [Theory]
    [InlineData(Release, """{ "chart": "keda", "repositoryOpts": { "repo": "https://kedacore.github.io/charts" } }""",
        "repositoryOpts.repo: \"kedacore.github.io/charts\"")]
    [InlineData(Release, """{ "chart": "oci://ghcr.io/charts/keda" }""", "chart: \"ghcr.io/charts/keda\"")]
    [InlineData(Release,
        """{ "chart": "oci://registry.acme.example/mirror/a", "values": { "driver": { "repository": "nvcr.io/nvidia" } } }""",
        "values.driver.repository: \"nvcr.io/nvidia\"")]
    [InlineData(Release,
        """{ "chart": "oci://registry.acme.example/mirror/a", "values": { "initContainers": [{ "image": "velero/velero:1" }] } }""",
        "values.initContainers[0].image: \"velero/velero:1\"")]
    [InlineData(Release, """{ "chart": "oci://registry.acme.example/mirror/a", "values": { "imageRegistry": "quay.io" } }""",
        "values.imageRegistry: \"quay.io\"")]
    [InlineData(DaemonSet, """{ "spec": { "containers": [{ "image": "busybox:1.37.0" }] } }""",
        "spec.containers[0].image: \"busybox:1.37.0\"")]
    [InlineData(DaemonSet, """{ "spec": { "containers": [{ "image": "registry.acme.example/mirrored/a:1" }] } }""",
        "spec.containers[0].image: \"registry.acme.example/mirrored/a:1\"")]
    public void Rejects_what_comes_from_elsewhere(string type, string inputs, string found) => Assert.Equal(
        [$"PLN010 error x.{found} does not come from the mirror, but sovereignty.registry is registry.acme.example/mirror."],
        Check(_mirrored, Resource(type, "x", inputs)));
}
