using System.Text.RegularExpressions;
using Infra.AddOns;

namespace Infra.Tests.AddOns;

/// <summary>The images of an add-on's table are those of its chart.</summary>
public partial class ImageTableTests
{
    // Components that the platform leaves off, and paths that a common one sets for all.
    private static readonly Dictionary<string, string[]> _others = new()
    {
        ["argo-cd"] =
        [
            "applicationSet.image", "commitServer.image", "controller.image", "dex.image", "dex.initImage", "notifications.image",
            "redis-ha.sysctlImage", "redis.exporter.image", "redisSecretInit.image", "repoServer.image", "server.extensions.image",
            "server.image",
        ],
        ["cert-manager"] = ["acmesolver.image", "cainjector.image", "image", "startupapicheck.image", "webhook.image"],
        ["external-secrets"] = ["global"],
        ["gpu-operator"] = ["vgpuManager"],
        ["keda"] = ["image.keda", "image.metricsApiServer", "image.webhooks"],
        ["kube-prometheus-stack"] =
        [
            // Their registries are moved, and the paths stay.
            "alertmanager.alertmanagerSpec.image", "grafana.image", "grafana.sidecar.image", "kube-state-metrics.image",
            "prometheus-node-exporter.image", "prometheus.prometheusSpec.image", "prometheusOperator.image",
            "prometheusOperator.prometheusConfigReloader.image", "prometheusOperator.thanosImage",
            // Off: the kinds have their own chart, cert-manager issues the certificate, Grafana has no volume.
            "crds.upgradeJob.image.busybox", "crds.upgradeJob.image.kubectl", "grafana.downloadDashboardsImage",
            "grafana.imageRenderer.image", "grafana.initChownData.image", "grafana.testFramework.image",
            "kube-state-metrics.kubeRBACProxy.image", "prometheus-node-exporter.kubeRBACProxy.image",
            "prometheus-node-exporter.permissionInitContainer.image", "prometheusOperator.admissionWebhooks.deployment.image",
            "prometheusOperator.admissionWebhooks.patch.image", "thanosRuler.thanosRulerSpec.image",
        ],
        // A service that it does not know itself.
        ["external-dns"] = ["provider.webhook.image"],
        // Its interface is off.
        ["kueue"] = ["kueueViz.backend.image", "kueueViz.frontend.image"],
        ["longhorn"] =
        [
            "image.csi.attacher", "image.csi.livenessProbe", "image.csi.nodeDriverRegistrar", "image.csi.provisioner", "image.csi.resizer",
            "image.csi.snapshotter", "image.longhorn.backingImageManager", "image.longhorn.engine", "image.longhorn.instanceManager",
            "image.longhorn.manager", "image.longhorn.shareManager", "image.longhorn.supportBundleKit", "image.longhorn.ui",
            "image.openshift.oauthProxy",
        ],
        // Charts inside it that are off.
        ["network-operator"] = ["maintenance-operator-chart.operator.image", "node-feature-discovery.image"],
        ["neuron-helm-chart"] =
        [
            "draDriver.image", "npd.nodeProblemDetector.image", "npd.nodeRecovery.image", "scheduler.customScheduler.image",
            "scheduler.image", "ultraserverOperator.image",
        ],
        // Its registry is moved; the parts of other modes take the same image and do not run, and what is around them is off.
        ["loki"] =
        [
            "backend.image", "bloomBuilder.image", "bloomGateway.image", "bloomPlanner.image", "compactor.image",
            "defaults.statefulSetRecreateJob.image", "distributor.image", "gateway.image", "gateway.metrics.image", "indexGateway.image",
            "ingester.image", "loki.image", "lokiCanary.image", "memcached.image", "memcachedExporter.image", "overridesExporter.image",
            "patternIngester.image", "querier.image", "queryFrontend.image", "queryScheduler.image", "read.image", "ruler.image",
            "sidecar.image", "singleBinary.image", "tableManager.image", "test.image", "write.image",
        ],
        // The stack gives it; there is no database.
        ["backstage"] = ["backstage.image", "postgresql.image"],
        // Its registry is moved; its interface is off.
        ["opencost"] = ["opencost.exporter.image", "opencost.ui.image"],
        // Empty: the image of all three parts is moved.
        ["gateway-helm"] = ["deployment.envoyGateway.image"],
        ["rook-ceph-cluster"] = ["toolbox"],
        ["snapshot-controller"] = ["webhook.image"],
        ["trust-manager"] = ["defaultPackageImage", "image"],
    };

    public static TheoryData<string> Charts => [.. AddOnList.All.Select(addOn => addOn.Key)];

    [Theory]
    [MemberData(nameof(Charts))]
    public void Leaves_no_image_of_the_chart_behind(string key)
    {
        var addOn = AddOnList.All.Single(addOn => addOn.Key == key);
        var known = addOn.Images.Select(image => image.Path).OfType<string>()
            .Concat(_others.GetValueOrDefault(addOn.Chart.Name, []).Select(path => $"{path}.repository"));
        Assert.Empty(
            File.ReadLines(ChartPaths.File(addOn.Chart)).Select(line => line.Split(' ')[0]).Where(path => Repository().IsMatch(path))
                .Except(known));
    }

    [Fact]
    public void Names_every_image_with_its_host_and_never_the_tag_latest() => Assert.All(
        AddOnList.All.SelectMany(addOn => addOn.Images),
        image =>
        {
            Assert.Matches(@"^[a-z0-9-]+(\.[a-z0-9-]+)+/[a-z0-9./-]+$", image.Repository);
            Assert.NotEqual("latest", image.Tag);
        });

    [Fact]
    public void Has_images_for_every_chart_that_starts_any_but_those_that_an_operator_or_the_stack_names() => Assert.Equal(
        ["backstage", "ceph-csi-drivers"],
        AddOnList.All.Where(addOn => addOn.Images.IsEmpty && !addOn.Workloads.IsEmpty)
            .Select(addOn => addOn.Chart.Name).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"(^|\.)(repository|crdRepository)$")]
    private static partial Regex Repository();
}
