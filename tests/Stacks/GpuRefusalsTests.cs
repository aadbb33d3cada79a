namespace Infra.Tests.Stacks;

/// <summary>GPU pools whose three facts cannot agree: the stack is refused, with the reason.</summary>
public class GpuRefusalsTests
{
    [Theory]
    [InlineData(
        GpuFactsTests.EksHead, "{ name: gpu, machine: g6e.12xlarge, max: 2, gpu: { model: h100 } }",
        "GPU001 error clusters[0].pools[0].gpu.model: \"h100\" is not the GPU of g6e.12xlarge. Allowed: l40s, or leave it out.")]
    [InlineData(
        GpuFactsTests.AksHead, "{ name: gpu, machine: Standard_NC40ads_H100_v5, max: 2, gpu: { sharing: { mode: mig, profile: 1g.5gb } } }",
        "GPU003 error clusters[0].pools[0].gpu.sharing.profile: H100 NVL 94 GB has no MIG profile \"1g.5gb\". "
        + "Allowed: 1g.12gb, 1g.24gb, 2g.24gb, 3g.47gb, 4g.47gb, 7g.94gb.")]
    [InlineData(
        GpuFactsTests.EksHead, "{ name: gpu, machine: g6.12xlarge, max: 2, gpu: { sharing: { mode: time-slicing, replicas: 100 } } }",
        "GPU004 error clusters[0].pools[0].gpu.sharing.replicas: replicas is 100. Allowed: 2 to 48.")]
    [InlineData(
        GpuFactsTests.EksHead, "{ name: gpu, machine: g6.12xlarge, max: 2, gpu: { driver: operator } }",
        "GPU005 error clusters[0].pools[0].gpu.driver: the NVIDIA AMI of EKS already includes the driver, and a second driver would "
        + "break the node. Allowed: node-image, or leave it out.")]
    [InlineData(
        GpuFactsTests.EksHead,
        "{ name: gpu, machine: g6.12xlarge, max: 2, provisioner: karpenter, gpu: { sharing: { mode: time-slicing, replicas: 4 } } }",
        "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Karpenter does not know nvidia.com/gpu.shared and would start no node for "
        + "it (kubernetes-sigs/karpenter#729). Allowed with karpenter: exclusive; to share GPUs, set provisioner to managed.")]
    [InlineData(
        GpuFactsTests.SiteHead + "\n    distribution: openshift\n    kubeconfigSecret: kubeconfig",
        "{ name: gpu, nodes: 2, gpu: { model: h100, count: 8, driver: node-image } }",
        "GPU005 error clusters[0].pools[0].gpu.driver: on OpenShift the GPU Operator that OLM installs manages the driver. Allowed: "
        + "operator, or leave it out.")]
    [InlineData(
        GpuFactsTests.SiteHead + "\n    distribution: rke2\n    kubeconfigSecret: kubeconfig", "{ name: gpu, nodes: 2, gpu: { count: 8 } }",
        "GPU002 error clusters[0].pools[0].gpu.model: model is missing. Allowed: a10, a100, a100-40gb, a10g, a30, a40, b200, "
        + "b300, gb200, gb300, h100, h100-nvl, h20, h200, l4, l40, l40s, rtx-6000-ada, rtx-pro-6000, t4 and 2 more.")]
    [InlineData(
        GpuFactsTests.AksHead,
        "{ name: one, machine: Standard_NC40ads_H100_v5, max: 2, gpu: { sharing: { mode: mig, profile: 1g.12gb } } }, "
        + "{ name: two, machine: Standard_NC4as_T4_v3, max: 2, gpu: { sharing: { mode: mps, replicas: 2 } } }",
        "ADD002 error clusters[0].addOns.gpu-operator: one GPU Operator cannot serve both MIG and MPS: with MPS, the device plugin stops "
        + "when MIG devices have resource names of their own. Use one of the two.")]
    public async Task Are_refused_with_the_reason_where_they_cannot_agree(string head, string pools, string message) =>
        Assert.Equal(message, await StackSample.RefusalAsync($"{head}\n    pools: [{pools}]"));

    [Fact]
    public async Task Have_one_owner_of_the_driver_on_a_cluster() => Assert.Equal(
        "GPU005 error clusters[0].pools: the GPU pools disagree on who installs the driver (one operator, two node-image), but one GPU "
        + "Operator with one setting serves the whole cluster. Allowed: the same gpu.driver for all GPU pools of a cluster.",
        await StackSample.RefusalAsync($$"""
            {{GpuFactsTests.AksHead}}
                pools:
                  - { name: one, machine: Standard_NC40ads_H100_v5, max: 2 }
                  - { name: two, machine: Standard_NC40ads_H100_v5, max: 2, gpu: { driver: node-image } }
            """));
}
