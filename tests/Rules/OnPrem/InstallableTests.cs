using Infra.Catalogue;
using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class InstallableTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<Installable>(Fleets.Sound));

    [Fact]
    public void Accepts_three_servers_of_RKE2() =>
        Assert.Empty(Fleets.Findings<Installable>(Fleets.Of(Fleets.Installed)));

    [Fact]
    public void Rejects_two_servers() =>
        Assert.Equal(
            [
                "CLU027 error clusters[0].install.servers: 2 servers are listed. Allowed for an etcd quorum: 1, 3 or 5.",
            ],
            Fleets.Findings<Installable>(
                Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { Servers = ["10.30.0.11", "10.30.0.12"] } })));

    [Fact]
    public void Rejects_a_release_of_another_version() =>
        Assert.Equal(
            [
                "CLU027 error clusters[0].install.release: \"v1.34.3+rke2r1\" is not a release of Kubernetes 1.35. Allowed: a release " +
                "that starts with v1.35.",
            ],
            Fleets.Findings<Installable>(
                Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { Release = "v1.34.3+rke2r1" } })));

    [Fact]
    public void Rejects_a_release_of_another_distribution() =>
        Assert.Equal(
            [
                "CLU027 error clusters[0].install.release: \"v1.35.1+k3s1\" is not a release of rke2. Allowed: an exact release, such as " +
                "v1.35.1+rke2r1.",
            ],
            Fleets.Findings<Installable>(
                Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { Release = "v1.35.1+k3s1" } })));

    [Fact]
    public void Rejects_OpenShift() =>
        Assert.Equal(
            [
                "CLU027 error clusters[0].distribution: the platform cannot install openshift. Allowed with install: rke2, k3s; adopt " +
                "any other distribution with kubeconfigSecret.",
            ],
            Fleets.Findings<Installable>(Fleets.Of(Fleets.Installed with { Distribution = Distribution.OpenShift })));

    [Fact]
    public void Rejects_registration_at_one_of_three_servers() =>
        Assert.Equal(
            [
                "CLU027 error clusters[0].install.registrationAddress: \"10.30.0.11\" is the address of one server and would be lost " +
                "with it. Give a virtual IP address or a DNS name.",
            ],
            Fleets.Findings<Installable>(
                Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { RegistrationAddress = "10.30.0.11" } })));

    [Fact]
    public void Rejects_registration_away_from_the_only_server() =>
        Assert.Equal(
            [
                "CLU027 error clusters[0].install.registrationAddress: \"10.30.0.10\" is not the address of the only server. Allowed: " +
                "10.30.0.11.",
            ],
            Fleets.Findings<Installable>(
                Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { Servers = ["10.30.0.11"] } })));
}
