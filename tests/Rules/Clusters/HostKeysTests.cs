using System.Collections.Immutable;
using Infra.Rules.Clusters;

namespace Infra.Tests.Rules.Clusters;

public class HostKeysTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4mR0J1iY0gq0lZ2bX7v8m6J0cQ3f1m9Tn5o2hV4kXe";

    [Fact]
    public void Accepts_keys_of_servers_and_of_hosts_of_pools() =>
        Assert.Empty(Findings(("10.30.0.11", Key), ("10.30.0.21", Key)));

    [Fact]
    public void Rejects_a_key_of_a_host_that_the_cluster_does_not_have() =>
        Assert.Equal(
            [
                "CLU075 error clusters[0].install.hostKeys.10.30.0.99: \"10.30.0.99\" is no host of this cluster. Did you mean \"10.30.0.11\"? " +
                "Allowed: 10.30.0.11, 10.30.0.12, 10.30.0.13, 10.30.0.21, 10.30.0.22.",
            ],
            Findings(("10.30.0.99", Key)));

    [Theory]
    [InlineData("")]
    [InlineData("AAAAC3NzaC1lZDI1NTE5AAAAIJ4mR0J1iY0gq0lZ2bX7v8m6J0cQ3f1m9Tn5o2hV4kXe")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIJ4mR0J1iY0gq0lZ2bX7v8m6J0cQ3f1m9Tn5o2hV4kXe")]
    [InlineData("10.30.0.11 " + Key)]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    public void Rejects_what_is_no_public_key_without_showing_it(string key) =>
        Assert.Equal(
            [
                "CLU075 error clusters[0].install.hostKeys.10.30.0.11: the value given is not a public SSH key, and is not shown since it may be a " +
                "private one. Allowed: a type and a key in Base64, such as ssh-ed25519 AAAA…; print it with: ssh-keyscan -t ed25519 10.30.0.11",
            ],
            Findings(("10.30.0.11", key)));

    private static string[] Findings(params (string Host, string Key)[] keys) =>
        Fleets.Findings<HostKeys>(Fleets.Of(Fleets.Installed with
        {
            Install = Fleets.Installed.Install! with { HostKeys = keys.ToImmutableSortedDictionary(key => key.Host, key => key.Key) },
        }));
}
