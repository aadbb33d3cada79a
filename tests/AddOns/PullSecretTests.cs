using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;

namespace Infra.Tests.AddOns;

/// <summary>Pods of every chart can log in to the mirror.</summary>
public class PullSecretTests
{
    // Accounts that come with another chart, and templates for pods of teams that are refused behind a mirror.
    [Fact]
    public void Leaves_no_chart_with_pods_of_its_own_without_the_secret() => Assert.Equal(
        ["rook-ceph-cluster", "kserve-templates"],
        AddOnList.All.Where(addOn => !addOn.Images.IsEmpty && addOn.PullSecrets.IsEmpty).Select(addOn => addOn.Key));

    [Fact]
    public void Sets_it_at_every_place_where_the_mirror_wants_a_login()
    {
        foreach (var (name, context) in Fleet.Contexts)
        {
            foreach (var addOn in AddOn.Of(context.Cluster))
            {
                var values = ChartValues.Of(addOn, context);
                Assert.All(addOn.PullSecrets, secret => Assert.Equal(
                    !name.EndsWith("-mirror", StringComparison.Ordinal) ? null
                        : secret.Form == PullSecretForm.Names ? """["platform-registry"]""" : """[{"name":"platform-registry"}]""",
                    secret.Path.Split('.').Aggregate((JsonNode?)values, (node, part) =>
                        node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : node?[part])?.ToJsonString()));
            }
        }
    }

    [Fact]
    public void Sets_none_where_the_mirror_is_read_without_a_login() => Assert.Null(
        ChartValues.Of(new CertManager(), Fleet.In(
            Fleet.Mirrored with { Sovereignty = Fleet.Mirrored.Sovereignty with { RegistryAccess = new() } }, Fleet.Eks))
            ["global"]!["imagePullSecrets"]);
}
