using Infra.Rules.Networks;
using Infra.Specification;

namespace Infra.Tests.Rules.Networks;

public class PublicAccessTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PublicAccess>(Fleets.Sound));

    [Fact]
    public void Accepts_networks_of_a_public_endpoint() =>
        Assert.Empty(Fleets.Findings<PublicAccess>(
            Fleets.Of(Fleets.Eks with { PublicAccessCidrs = ["203.0.113.0/24"] }) with
            {
                Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public },
            }));

    [Fact]
    public void Rejects_a_public_endpoint_for_everyone() =>
        Assert.Equal(
            [
                "CLU064 error clusters[0].publicAccessCidrs: publicAccessCidrs is empty, so the whole internet can reach the " +
                "Kubernetes API. List the networks that may use it.",
                "CLU064 error clusters[1].publicAccessCidrs: publicAccessCidrs is empty, so the whole internet can reach the " +
                "Kubernetes API. List the networks that may use it.",
            ],
            Fleets.Findings<PublicAccess>(
                Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public } }));

    [Fact]
    public void Rejects_networks_for_a_private_endpoint() =>
        Assert.Equal(
            [
                "CLU024 error clusters[0].publicAccessCidrs: publicAccessCidrs is given, but sovereignty.endpoints is private. Leave it " +
                "out, or set endpoints to public.",
            ],
            Fleets.Findings<PublicAccess>(Fleets.Of(Fleets.Eks with { PublicAccessCidrs = ["203.0.113.0/24"] })));

    [Fact]
    public void Rejects_networks_that_never_reach_a_public_endpoint_and_those_given_twice() =>
        Assert.Equal(
            [
                "CLU024 error clusters[0].publicAccessCidrs[0]: \"10.0.0.0/8\" is a private network, which can never reach a public " +
                "endpoint. Allowed: the public addresses of the clients.",
                "CLU024 error clusters[0].publicAccessCidrs[2]: \"203.0.113.0/24\" is given twice. Keep one.",
            ],
            Fleets.Findings<PublicAccess>(
                Fleets.Of(Fleets.Aks with { PublicAccessCidrs = ["10.0.0.0/8", "203.0.113.0/24", "203.0.113.0/24"] }) with
                {
                    Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public },
                }));

    [Fact]
    public void Rejects_an_address_without_size() =>
        Assert.Equal(
            [
                "CLU024 error clusters[0].publicAccessCidrs[0]: \"203.0.113.7\" is not a network. Allowed: an IPv4 network in CIDR " +
                "notation without host bits, such as 203.0.113.0/24.",
            ],
            Fleets.Findings<PublicAccess>(
                Fleets.Of(Fleets.Eks with { PublicAccessCidrs = ["203.0.113.7"] }) with
                {
                    Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public },
                }));

    [Fact]
    public void Rejects_the_internet_in_one_piece_or_in_two() =>
        Assert.Equal(
            [
                "CLU064 error clusters[0].publicAccessCidrs[0]: \"0.0.0.0/0\" opens the Kubernetes API to a large part of the internet. " +
                "Allowed: networks of /8 or smaller.",
                "CLU064 error clusters[0].publicAccessCidrs[2]: \"128.0.0.0/1\" opens the Kubernetes API to a large part of the " +
                "internet. Allowed: networks of /8 or smaller.",
                "CLU064 error clusters[0].publicAccessCidrs[3]: \"2.0.0.0/7\" opens the Kubernetes API to a large part of the internet. " +
                "Allowed: networks of /8 or smaller.",
            ],
            Fleets.Findings<PublicAccess>(
                Fleets.Of(Fleets.Eks with { PublicAccessCidrs = ["0.0.0.0/0", "8.0.0.0/8", "128.0.0.0/1", "2.0.0.0/7"] }) with
                {
                    Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public },
                }));
}
