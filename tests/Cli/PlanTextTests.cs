using System.Text.Json.Nodes;
using Infra.AddOns.Observability;
using Infra.AddOns.Scaling;
using Infra.Catalogue;
using Infra.Cli.Plans;
using Infra.Cli.Shell;
using Infra.Planning;
using Infra.Reports;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Specification;
using Infra.Tests.Rules;

namespace Infra.Tests.Cli;

/// <summary>The plan of a fleet of any size fits the page that it is read on.</summary>
public sealed class PlanTextTests
{
    [Theory]
    [InlineData("all", 10, "aks-0 aks-1 aks-2 aks-3 eks-0 eks-1 eks-2 eks-3 eks-4 eks-5")]
    [InlineData("eks-1, eks-3", 10, "eks-1 eks-3")]
    [InlineData("all but aks-1, eks-5", 10, "aks-0 aks-2 aks-3 eks-0 eks-1 eks-2 eks-3 eks-4")]
    [InlineData("all aks", 10, "aks-0 aks-1 aks-2 aks-3")]
    [InlineData("aks-0, aks-1, eks-0 and 2 more", 10, "aks-0 aks-1 eks-0 eks-1 eks-2")]
    public void Says_in_a_few_words_which_clusters_have_an_add_on(string words, int clusters, string with)
    {
        var text = Text(Fleet(clusters, with.Split(' ')));

        Assert.Contains($"ADD-ON VERSION NAMESPACE CLUSTERS\nkeda   2.20.2  keda      {words}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_fleet_of_a_hundred_clusters_within_120_columns_and_without_blanks_at_the_end_of_lines()
    {
        var lines = Text(Fleet(100, [.. Enumerable.Range(0, 60).Where(index => index % 3 > 0).Select(index => $"eks-{index}")]))
            .Split('\n');

        Assert.Contains("keda   2.20.2  keda      eks-1, eks-2, eks-4 and 37 more", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData("", "not verified")]
    [InlineData("gpu-1 gpu-2", "112 nvidia.com/mig-1g.10gb")]
    public void Counts_the_slices_of_an_adopted_cluster_only_where_it_labels_the_nodes(string names, string schedulable)
    {
        var pool = Fleets.OnPremPool with
        {
            NodeNames = [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Gpu = new() { Model = "h100", Count = 8, Sharing = new MigGpu { Profile = "1g.10gb" } },
        };

        Assert.Contains(
            $"8 x H100 80 GB MIG 1g.10gb {schedulable}\n",
            Text(Fleets.Of(Fleets.OnPrem with { Pools = [pool] })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_whole_GPUs_that_nobody_labels() => Assert.Contains(
        " exclusive 16 nvidia.com/gpu\n", Text(Fleets.Of(Fleets.OnPrem)).Replace("  ", " ", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Fact]
    public void Shows_the_quotas_of_each_account_and_region_that_a_new_account_does_not_have() => Assert.EndsWith(
        """
        ACCOUNT      REGION       QUOTA                     CODE                      NEEDED DEFAULT
        111122223333 eu-central-1 On-demand vCPUs, Standard ec2/L-1216C47A            48     5
        111122223333 eu-central-1 On-demand vCPUs, G and VT ec2/L-DB2E81BA            384    0
        12345678…    westeurope   vCPUs of the region       cores                     192    20
        12345678…    westeurope   vCPUs of a family         standardDDSv5Family       32     20
        12345678…    westeurope   vCPUs of a family         StandardNCadsH100v5Family 160    0

        No findings.

        """.ReplaceLineEndings("\n"),
        Text(Fleets.Of(
            Fleets.Eks with { Account = "111122223333" },
            Fleets.Aks with { Subscription = "12345678-0000-4000-8000-00000000b001" },
            Fleets.Eks with { Account = "111122223333", Name = "second" })),
        StringComparison.Ordinal);

    [Fact]
    public void Says_which_pools_Karpenter_provisions() => Assert.Contains(
        $" {Fleets.Eks.Pools[0].Min}-",
        Text(Fleets.Of(Provisioned())).Split('\n').Single(line => line.Contains(", Karpenter", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Fact]
    public void Says_which_alerts_reach_nobody() => Assert.Contains(
        "ALERTS REACH CLUSTERS\na webhook    told\nnobody       eks\n",
        Text(Fleets.Of(
            Fleets.Eks with { Name = "told", AddOns = [new KubePrometheus { Receivers = new() { WebhookSecret = "hook" } }] },
            Fleets.Eks with { Name = "eks", AddOns = [new KubePrometheus()] })),
        StringComparison.Ordinal);

    [Fact]
    public void Shows_the_release_of_OpenShift_beside_the_version_in_it() => Assert.Contains(
        " 4.22 (1.35) ",
        Text(Fleets.Of(Fleets.OnPrem with { Distribution = Distribution.OpenShift, Version = "1.35", OpenShiftRelease = "4.22" })),
        StringComparison.Ordinal);

    private static EksClusterSpec Provisioned()
    {
        var cluster = Fleets.Eks;
        return cluster with { Pools = [cluster.Pools[0] with { Provisioner = Provisioner.Karpenter }] };
    }

    // Six in ten clusters are EKS, the others AKS.
    private static PlatformSpec Fleet(int clusters, string[] with) => Fleets.Of(
    [
        .. Enumerable.Range(0, clusters * 4 / 10).Select(index => Named(Fleets.Aks, $"aks-{index}", with)),
        .. Enumerable.Range(0, clusters * 6 / 10).Select(index => Named(Fleets.Eks, $"eks-{index}", with)),
    ]);

    private static ClusterSpec Named(ClusterSpec cluster, string name, string[] with) =>
        cluster with { Name = name, AddOns = with.Contains(name) ? [new Keda()] : [] };

    private static string Text(PlatformSpec platform)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var root = new PlannedResource(
            "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev",
            "pulumi:pulumi:Stack",
            "p-dev",
            null,
            null,
            [],
            false,
            new JsonObject());
        PlanText.Write(new PlatformPlan(platform, "p", "dev", [root], []), Terminal.For(output));
        return output.ToString();
    }
}
