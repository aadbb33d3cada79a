using System.Collections.Immutable;
using System.Text;
using Infra.Rules.Delivery;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.Delivery;

public sealed class MemberRecordsTests
{
    private static EksClusterSpec Hub => Fleets.Eks with { Role = ClusterRole.Hub };

    private static MemberSpec Eks => Member("paris", "eks", new RoleLogin
    {
        Cluster = "acme-prod-paris",
        Role = "arn:aws:iam::111122223333:role/acme-prod-paris-delivery",
    });

    private static MemberSpec Aks => Member("sweden", "aks", new IdentityLogin
    {
        Client = "00000000-0000-4000-8000-00000000c001",
        Tenant = "00000000-0000-4000-8000-00000000d001",
    });

    private static MemberSpec Site => Member("turin", "on-prem", new TokenLogin { TokenSecret = "turin-token" });

    [Fact]
    public void Accepts_members_of_every_kind_and_none() =>
        Assert.Equal([], Of(Hub, Eks, Aks, Site).Concat(Fleets.Findings<MemberRecords>(Fleets.Sound)));

    [Fact]
    public void Rejects_members_where_nobody_deploys_to_them()
    {
        Assert.Equal(
            ["CLU213 error members: the hub is in another stack. Name these members there, and remove members here."],
            Fleets.Findings<MemberRecords>(
                Fleets.Exactly(Fleets.Aks) with { Hub = new HubSpec { Name = "dublin" }, Members = [Eks] }));
        Assert.Equal(
            [
                "CLU213 error members: members are given, but ai-platform:gitOps is missing, so nothing is delivered. Name the " +
                "repository, or remove members.",
            ],
            Fleets.Findings<MemberRecords>(Fleets.Exactly(Hub) with { Members = [Eks] }));
    }

    [Fact]
    public void Rejects_a_name_that_is_none_or_is_taken() => Assert.Equal(
        [
            "CLU213 error members[0].name: \"frankfurt\" is also the name of clusters[0]. Names of clusters must be unique in a fleet.",
            "CLU213 error members[2].name: \"sweden\" is also the name of members[1]. Names of clusters must be unique in a fleet.",
            "CLU213 error members[3].name: \"Turin\" is not the name of a cluster. Allowed: at most 20 lower-case letters, digits and " +
            "hyphens, starting with a letter and not ending with a hyphen.",
        ],
        Of(Hub, Eks with { Name = "frankfurt" }, Aks, Aks, Site with { Name = "Turin" }));

    [Fact]
    public void Rejects_labels_that_an_ApplicationSet_stops_at() => Assert.Equal(
        [
            "CLU213 error members[0].labels: \"ai-platform/profile\" is missing. Give the labels as the stack of the member exports them.",
            "CLU213 error members[0].labels: \"ai-platform/region: {{x}}\" is not a label of the platform. Give the labels as the stack " +
            "of the member exports them.",
        ],
        Of(Hub, Eks with
        {
            Labels = Eks.Labels.Remove("ai-platform/profile").SetItem("ai-platform/region", "{{x}}"),
        }));

    [Fact]
    public void Rejects_an_API_that_is_nowhere_or_that_nobody_vouches_for() => Assert.Equal(
        [
            "CLU213 error members[0].endpoint: \"http://10.0.0.1\" is not the URL of a Kubernetes API. Allowed: https, a host, and " +
            "optionally a port.",
            "CLU213 error members[0].authority: the value is not shown. Allowed: PEM certificates, each starting with -----BEGIN " +
            "CERTIFICATE-----, in base64.",
        ],
        Of(Hub, Eks with { Endpoint = "http://10.0.0.1", Authority = "c2VjcmV0" }));

    [Fact]
    public void Rejects_a_login_of_the_wrong_form() => Assert.Equal(
        [
            "CLU213 error members[0].login.cluster: \"-\" is not allowed. Allowed: the name of a cluster in AWS.",
            "CLU213 error members[0].login.role: \"paris\" is not allowed. Allowed: the ARN of a role, such as " +
            "arn:aws:iam::111122223333:role/name.",
            "CLU213 error members[1].login.cloud: \"mars\" is not allowed. Allowed: public, usgovernment, china.",
            "CLU213 error members[1].login.client: \"c\" is not allowed. Allowed: the GUID of a client.",
            "CLU213 error members[1].login.tenant: \"t\" is not allowed. Allowed: the GUID of a tenant.",
            "CLU213 error members[2].login.by: the login is by token, which is for the kind on-prem, but the label ai-platform/kind is " +
            "\"eks\". Give both as the stack of the member exports them.",
        ],
        Of(
            Hub,
            Eks with { Login = new RoleLogin { Cluster = "-", Role = "paris" } },
            Aks with { Login = new IdentityLogin { Cloud = "mars", Client = "c", Tenant = "t" } },
            Member("turin", "eks", Site.Login)));

    [Fact]
    public void Rejects_a_login_for_which_nobody_vouches()
    {
        Assert.Equal(
            [
                "CLU213 error members[0].login: westeurope has no roles in AWS, and only the stack of a hub can make an account trust " +
                "its issuer. Remove the member, which pulls, or move its cluster to the stack of the hub.",
            ],
            Of(Fleets.Aks with { Role = ClusterRole.Hub }, Eks, Aks));
        Assert.Equal(
            [
                "CLU213 error members[0].login: Entra ID cannot read the keys of the service accounts of berlin. Remove the member, " +
                "which pulls, or move its cluster to the stack of the hub.",
            ],
            Of(Fleets.OnPrem with { Role = ClusterRole.Hub }, Aks, Site));
    }

    private static string[] Of(ClusterSpec hub, params MemberSpec[] members) => Fleets.Findings<MemberRecords>(
        Fleets.Exactly(hub) with { GitOps = new GitOpsSpec { Repository = "https://git.acme.example/fleet" }, Members = [.. members] });

    private static MemberSpec Member(string name, string kind, MemberLogin login) => new()
    {
        Name = name,
        Labels = new Dictionary<string, string>
        {
            ["ai-platform/kind"] = kind,
            ["ai-platform/profile"] = "full",
            ["ai-platform/region"] = "eu-west-3",
            ["ai-platform/role"] = "member",
        }.ToImmutableSortedDictionary(),
        Endpoint = "https://10.0.0.1:6443",
        Authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(OnPremSamples.Authority)),
        Login = login,
    };
}
