using System.Collections.Immutable;
using Infra.Rules.Names;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Names;

public class LabelsAndTaintsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<LabelsAndTaints>(Fleets.Sound));

    [Fact]
    public void Accepts_labels_and_taints_of_ones_own() =>
        Assert.Empty(Fleets.Findings<LabelsAndTaints>(
            Fleets.Of(Fleets.Eks with
            {
                Pools = [Fleets.EksPool with
                {
                    Labels = ImmutableSortedDictionary<string,
                    string>.Empty.Add("team.acme.example/name", "vision"),
                    Taints = [new TaintSpec { Key = "team", Value = "vision" }],
                }],
            })));

    [Fact]
    public void Rejects_a_label_with_a_space() =>
        Assert.Equal(
            [
                "CLU018 error clusters[0].pools[0].labels.team: \"team=computer vision\" is not a valid label. Allowed: an optional DNS " +
                "prefix and at most 63 letters, digits, '-', '_' and '.'.",
            ],
            Fleets.Findings<LabelsAndTaints>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with
                    {
                        Labels = ImmutableSortedDictionary<string,
                        string>.Empty.Add("team", "computer vision"),
                    }],
                })));

    [Fact]
    public void Rejects_the_label_of_the_platform() =>
        Assert.Equal(
            [
                "CLU018 error clusters[0].pools[0].labels.ai-platform/pool: \"ai-platform/pool\" is set by the platform. Leave " +
                "it out.",
            ],
            Fleets.Findings<LabelsAndTaints>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with
                    {
                        Labels = ImmutableSortedDictionary<string,
                        string>.Empty.Add("ai-platform/pool", "x"),
                    }],
                })));

    [Theory]
    [InlineData("nvidia.com/mig.config")]
    [InlineData("nvidia.com/gpu.deploy.driver")] // would take the driver from a node whose GPU facts say otherwise
    public void Rejects_the_labels_of_the_GPU_Operator(string key) =>
        Assert.Equal(
            [$"CLU018 error clusters[0].pools[0].labels.{key}: \"{key}\" is set by the platform. Leave it out."],
            Fleets.Findings<LabelsAndTaints>(Fleets.Of(Fleets.Eks with
            {
                Pools = [Fleets.EksPool with { Labels = ImmutableSortedDictionary<string, string>.Empty.Add(key, "true") }],
            })));

    [Fact]
    public void Rejects_the_value_of_a_taint_that_Kubernetes_does_not_take() =>
        Assert.Equal(
            [
                "CLU018 error clusters[0].pools[0].taints[0].value: \"team=a b\" is not a valid taint. Allowed: an optional DNS prefix " +
                "and at most 63 letters, digits, '-', '_' and '.'.",
            ],
            Fleets.Findings<LabelsAndTaints>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Taints = [new TaintSpec { Key = "team", Value = "a b" }] }] })));

    [Theory]
    [InlineData("nvidia.com/gpu")]
    [InlineData("aws.amazon.com/neuron")]
    public void Rejects_the_taints_of_the_platform(string key) =>
        Assert.Equal(
            [
                $"CLU018 error clusters[0].pools[0].taints[0].key: \"{key}\" is set by the platform. Leave it out.",
            ],
            Fleets.Findings<LabelsAndTaints>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with { Taints = [new TaintSpec { Key = key, Value = "present" }] }],
                })));

    [Theory]
    [InlineData("node-role.kubernetes.io/gpu")]
    [InlineData("kubernetes.io/role")]
    [InlineData("kubernetes.azure.com/pool")]
    [InlineData("karpenter.azure.com/sku-name")]
    [InlineData("karpenter.k8s.aws/instance-family")]
    public void Rejects_labels_that_a_node_may_not_give_itself(string key) =>
        Assert.Equal(
            [
                $"CLU018 error clusters[0].pools[0].labels.{key}: \"{key}\" is in a domain reserved for Kubernetes or the cloud. " +
                "Allowed: keys without a domain, or in a domain of your own, node.kubernetes.io or kubelet.kubernetes.io.",
            ],
            Fleets.Findings<LabelsAndTaints>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Labels = Fleets.EksPool.Labels.Add(key, "x") }] })));

    [Theory]
    [InlineData("node.kubernetes.io/tier")]
    [InlineData("team.acme.example/name")]
    public void Accepts_labels_of_open_domains(string key) =>
        Assert.Empty(Fleets.Findings<LabelsAndTaints>(
            Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Labels = Fleets.EksPool.Labels.Add(key, "x") }] })));

    [Fact]
    public void Rejects_taints_of_the_cloud_and_taints_given_twice() =>
        Assert.Equal(
            [
                "CLU018 error clusters[0].pools[0].taints[0].key: \"kubernetes.azure.com/mode\" is in a domain reserved for Kubernetes " +
                "or the cloud. Allowed: keys without a domain, or in a domain of your own.",
                "CLU018 error clusters[0].pools[0].taints[3]: \"team\" is given twice with the effect no-schedule. Keep one.",
            ],
            Fleets.Findings<LabelsAndTaints>(Fleets.Of(Fleets.Aks with
            {
                Pools =
                [
                    Fleets.AksPool with
                    {
                        Taints =
                        [
                            new TaintSpec { Key = "kubernetes.azure.com/mode" },
                            new TaintSpec { Key = "team", Value = "vision" },
                            new TaintSpec { Key = "team", Value = "vision", Effect = TaintEffect.NoExecute },
                            new TaintSpec { Key = "team", Value = "speech" },
                        ],
                    },
                ],
            })));
}
