using Infra.Catalogue;
using Infra.Planning.Recording;
using Infra.Planning.Values;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Stacks;
using Moq;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests.Planning;

public sealed class NoLookUpsTests
{
    [Fact]
    public async Task Creates_a_stack_without_looking_anything_up_in_a_cloud()
    {
        var platform = new PlatformSpec
        {
            Organization = "acme",
            Environment = "dev",
            Sovereignty = new SovereigntySpec { Locations = ["eu"], Operators = ["eu", "us"], Registry = "registry.acme.example/mirror" },
            Sites = [new SiteSpec { Name = "berlin", Country = "DE", Operator = "eu" }],
            Clusters =
            [
                new EksClusterSpec
                {
                    Name = "frankfurt", Region = "eu-central-1", Version = "1.35", Role = ClusterRole.Hub,
                    Network = new EksNetworkSpec { Cidr = "10.10.0.0/16" },
                },
                new AksClusterSpec
                {
                    Name = "westeurope", Region = "westeurope", Version = "1.35", Network = new AksNetworkSpec { Cidr = "10.20.0.0/16" },
                },
                new OnPremClusterSpec
                {
                    Name = "berlin", Region = "berlin", Version = "1.35", Distribution = Distribution.Rke2,
                    KubeconfigSecret = "berlin-kubeconfig",
                },
            ],
        };
        var recorder = new ResourceRecorder("ai-platform", "dev");
        var recording = new RecordingMocks(recorder);
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(recording.NewResourceAsync);
        mocks.Setup(mock => mock.RegisterResourceOutputs(It.IsAny<MockRegisterResourceOutputsRequest>())).Returns(Task.CompletedTask);
        // The credentials of a cluster that the program makes are an action on it, not a look-up of something that is there already; and
        // the recording asks itself what depends on what.
        mocks.Setup(mock => mock.CallAsync(It.Is<MockCallArgs>(call =>
                call.Token!.EndsWith(":listManagedClusterUserCredentials") || call.Token == DependencyProbe.Token)))
            .Returns<MockCallArgs>(recording.CallAsync);

        await Deployment.TestWithServiceProviderAsync<PlatformStack>(
            mocks.Object,
            new StackFactory(() => new PlatformStack(platform, _ => Output.CreateSecret(Placeholder.Secret), recorder.Options)),
            new TestOptions { ProjectName = "ai-platform", StackName = "dev" });

        Assert.NotEmpty(recorder.All);
    }
}
