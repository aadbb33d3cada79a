using Infra.Rules.OnPrem;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class HostKeysTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<HostKeys>(Fleets.Sound));

    [Fact]
    public void Accepts_a_cluster_whose_every_host_is_known() =>
        Assert.Empty(Fleets.Findings<HostKeys>(Fleets.Of(Fleets.Installed)));

    [Theory]
    [InlineData(
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9" +
        "nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=")]
    [InlineData(OnPremSamples.HostKey + " root@host")]
    public void Accepts_what_ssh_keyscan_prints_behind_the_address(string key) =>
        Assert.Empty(Findings("10.30.0.11", key));

    [Fact]
    public void Rejects_hosts_that_are_not_known_and_prints_the_command_that_tells_their_keys() =>
        Assert.Equal(
            [
                "CLU070 error clusters[0].install.hostKeys: the SSH host key is missing for 10.30.0.12, 10.30.0.22; without it, any " +
                "machine that answers at the address would receive the cluster's token. Print the keys with: ssh-keyscan -t ed25519 " +
                "10.30.0.12 10.30.0.22",
            ],
            Fleets.Findings<HostKeys>(Fleets.Of(Fleets.Installed with
            {
                Install = Fleets.Installed.Install! with
                {
                    HostKeys = Fleets.Installed.Install!.HostKeys.RemoveRange(["10.30.0.12", "10.30.0.22"]),
                },
            })));

    [Fact]
    public void Rejects_the_key_of_a_host_that_the_cluster_does_not_have() =>
        Assert.Equal(
            [
                "CLU070 error clusters[0].install.hostKeys: \"10.30.0.99\" is not a host of this cluster. Allowed: 10.30.0.11, " +
                "10.30.0.12, 10.30.0.13, 10.30.0.21, 10.30.0.22.",
            ],
            Findings("10.30.0.99", OnPremSamples.HostKey));

    [Theory]
    [InlineData("10.30.0.11 " + OnPremSamples.HostKey, "10.30.0.11")]
    [InlineData("ssh-ed25519", "ssh-ed25519")]
    [InlineData("ssh-ed25519 AAAA", "ssh-ed25519")]
    [InlineData("ssh-ed25519 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxk", "ssh-ed25519")]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ==", "ssh-rsa")]
    [InlineData("", "")]
    public void Rejects_what_is_no_key_or_one_that_the_host_would_not_be_asked_for(string key, string shown) =>
        Assert.Equal(
            [
                $"CLU070 error clusters[0].install.hostKeys.10.30.0.11: \"{shown} …\" is not a supported SSH host key. Allowed: the key " +
                "that ssh-keyscan -t ed25519 10.30.0.11 prints after the address, of type ssh-ed25519, ecdsa-sha2-nistp256, " +
                "ecdsa-sha2-nistp384, ecdsa-sha2-nistp521.",
            ],
            Findings("10.30.0.11", key));

    [Fact]
    public void Rejects_one_key_for_two_hosts_with_or_without_its_comment()
    {
        var keys = Fleets.Installed.Install!.HostKeys;
        Assert.Equal(
            [
                "CLU070 error clusters[0].install.hostKeys.10.30.0.21: the key is also that of clusters[0].install.hostKeys.10.30.0.11, " +
                "so neither host can be told from the other. Make new keys on the one that was copied: rm /etc/ssh/ssh_host_*; " +
                "ssh-keygen -A",
            ],
            Findings("10.30.0.21", keys["10.30.0.11"] + " root@template"));
    }

    [Fact]
    public void Rejects_one_key_for_hosts_of_two_clusters_and_accepts_it_for_the_same_address_at_one_site()
    {
        var other = Fleets.Installed with { Name = "munich", Region = "munich" };

        Assert.Contains(
            "CLU070 error clusters[1].install.hostKeys.10.30.0.11: the key is also that of clusters[0].install.hostKeys.10.30.0.11, so " +
            "neither host can be told from the other. Make new keys on the one that was copied: rm /etc/ssh/ssh_host_*; ssh-keygen -A",
            Fleets.Findings<HostKeys>(Fleets.Of(Fleets.Installed, other)));
        Assert.Empty(Fleets.Findings<HostKeys>(Fleets.Of(Fleets.Installed, Fleets.Installed with { Name = "berlin2" })));
    }

    private static IEnumerable<string> Findings(string host, string key) => Fleets.Findings<HostKeys>(Fleets.Of(Fleets.Installed with
    {
        Install = Fleets.Installed.Install! with { HostKeys = Fleets.Installed.Install!.HostKeys.SetItem(host, key) },
    }));
}
