using Infra.Rules.OnPrem;
using Infra.Specification.Installation;

namespace Infra.Tests.Rules.OnPrem;

public class VirtualAddressTests
{
    private static InstallSpec Sound => Fleets.Installed.Install! with { KubeVip = new() { Interface = "eno1" } };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<VirtualAddress>(Fleets.Sound));

    [Fact]
    public void Accepts_a_free_address_of_the_site() => Assert.Empty(Findings(Sound));

    [Fact]
    public void Rejects_a_name() => Assert.Equal(
        [
            "CLU164 error clusters[0].install.registrationAddress: \"berlin.acme.example\" is not an address that kube-vip can hold. " +
            "Allowed with kubeVip: an IPv4 address of the site that no host has.",
        ],
        Findings(Sound with { RegistrationAddress = "berlin.acme.example" }));

    [Theory]
    [InlineData("10.30.0.21")]
    [InlineData("10.31.0.1")]
    public void Rejects_the_address_of_a_host_and_one_outside_the_site(string address) => Assert.Equal(
        [
            $"CLU164 error clusters[0].install.registrationAddress: \"{address}\" is the address of a host, or outside the site's " +
            "network. Allowed with kubeVip: a free address in 10.30.0.0/24.",
        ],
        Findings(Sound with { RegistrationAddress = address }));

    [Fact]
    public void Rejects_kube_vip_for_one_server() => Assert.Equal(
        [
            "CLU164 error clusters[0].install.kubeVip: one server holds its address by itself. Leave kubeVip out, or list three servers.",
        ],
        Findings(Sound with { Servers = ["10.30.0.11"], RegistrationAddress = "10.30.0.11" }));

    [Theory]
    [InlineData("")]
    [InlineData("eth0; reboot")]
    [InlineData("a-name-of-sixteen")]
    public void Rejects_what_is_not_the_name_of_an_interface(string name) => Assert.Equal(
        [
            $"CLU164 error clusters[0].install.kubeVip.interface: \"{name}\" is not the name of a network interface. Allowed: at most 15 " +
            "letters, digits, '.', '_' and '-', such as eno1.",
        ],
        Findings(Sound with { KubeVip = new() { Interface = name } }));

    private static string[] Findings(InstallSpec install) =>
        Fleets.Findings<VirtualAddress>(Fleets.Of(Fleets.Installed with { Install = install }));
}
