using System.Collections.Immutable;
using Infra.AddOns.Queues;
using Infra.Rules.Delivery;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.Delivery;

public class DispatchedWorkTests
{
    private static readonly Kueue _queues = new();

    private static readonly ClusterSpec _site = Fleets.OnPrem with { ApiEndpoint = "https://10.30.0.10:6443", AddOns = [_queues] };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<DispatchedWork>(Fleets.Sound));

    [Fact]
    public void Accepts_members_of_any_kind_that_the_hub_reaches() => Assert.Empty(Of(
        Hub("westeurope", "berlin"), Fleets.Aks with { AddOns = [_queues] }, _site));

    [Fact]
    public void Rejects_it_on_a_member() => Assert.Equal(
        ["ADD116 error clusters[1].addOns.kueue.dispatchTo: only the hub dispatches work. Give it to frankfurt alone."],
        Of(Hub(), _site with { AddOns = [new Kueue { DispatchTo = ["frankfurt"] }] }));

    [Fact]
    public void Rejects_it_where_the_hub_is_in_another_stack() => Assert.Equal(
        [
            "ADD116 error clusters[0].addOns.kueue.dispatchTo: only the hub dispatches work, and no cluster of this stack is the hub. " +
            "Remove it.",
        ],
        Fleets.Findings<DispatchedWork>(Fleets.Exactly(_site with { AddOns = [new Kueue { DispatchTo = ["berlin"] }] })));

    [Fact]
    public void Rejects_whoever_is_no_member_of_the_stack_with_queues() => Assert.Equal(
        [
            """ADD116 error clusters[0].addOns.kueue.dispatchTo[0]: "berlyn" is no cluster of this stack. Allowed: berlin.""",
            """ADD116 error clusters[0].addOns.kueue.dispatchTo[1]: "frankfurt" is the hub, whose own queues run what is sent to them """ +
            "here. Allowed: berlin.",
            """ADD116 error clusters[0].addOns.kueue.dispatchTo[2]: "westeurope" has no queues: kueue is off on it. Allowed: berlin.""",
            """ADD116 error clusters[0].addOns.kueue.dispatchTo[3]: "oslo" is in another stack, in which this one can make no account """ +
            "for the hub. Allowed: berlin.",
            """ADD116 error clusters[0].addOns.kueue.dispatchTo[5]: "berlin" is named before. Allowed: berlin.""",
        ],
        Fleets.Findings<DispatchedWork>(
            Platform(Hub("berlyn", "frankfurt", "westeurope", "oslo", "berlin", "berlin"), Fleets.Aks, _site) with
            {
                Members = [new MemberSpec
                {
                    Name = "oslo", Labels = ImmutableSortedDictionary<string, string>.Empty, Endpoint = "https://10.40.0.10:6443",
                    Authority = "", Login = new TokenLogin { TokenSecret = "oslo-token" },
                }],
            }));

    [Fact]
    public void Rejects_a_member_that_the_hub_does_not_reach_and_says_why()
    {
        Assert.Equal(
            [
                """ADD116 error clusters[0].addOns.kueue.dispatchTo[0]: "westeurope" is not reached: its delivery is pull, so nothing """ +
                "lets the hub in. Allowed: no cluster of this stack.",
                """ADD116 error clusters[0].addOns.kueue.dispatchTo[1]: "berlin" is not reached: apiEndpoint does not say at which URL """ +
                "frankfurt reaches the API of the site. Allowed: no cluster of this stack.",
            ],
            Of(
                Hub("westeurope", "berlin"), Fleets.Aks with { AddOns = [_queues], Delivery = DeliveryWay.Pull },
                Fleets.OnPrem with { AddOns = [_queues] }));
        Assert.Equal(
            [
                """ADD116 error clusters[0].addOns.kueue.dispatchTo[0]: "berlin" is not reached: ways from the hub to its members come """ +
                "with ai-platform:gitOps, which is missing. Allowed: no cluster of this stack.",
            ],
            Fleets.Findings<DispatchedWork>(Platform(Hub("berlin"), _site) with { GitOps = null }));
    }

    [Fact]
    public void Rejects_more_members_than_Kueue_takes()
    {
        string[] names = [.. Enumerable.Range(0, 21).Select(index => $"site{index}")];

        Assert.Equal(
            ["ADD116 error clusters[0].addOns.kueue.dispatchTo: 21 members. Kueue takes at most 20."],
            Of([Hub([.. names]), .. names.Select(name => _site with { Name = name })]));
    }

    private static EksClusterSpec Hub(params ImmutableArray<string> dispatchTo) =>
        Fleets.Eks with { AddOns = [new Kueue { DispatchTo = dispatchTo }] };

    private static string[] Of(params ClusterSpec[] clusters) => Fleets.Findings<DispatchedWork>(Platform(clusters));

    private static PlatformSpec Platform(params ClusterSpec[] clusters)
    {
        var platform = Fleets.Of(clusters);
        return platform with
        {
            GitOps = new() { Repository = "https://git.acme.example/fleet" },
            Sovereignty = platform.Sovereignty with { Endpoints = EndpointAccess.Public },
        };
    }
}
