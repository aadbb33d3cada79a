using Infra.Rules.OnPrem;
using Infra.Specification.Installation;

namespace Infra.Tests.Rules.OnPrem;

public class HostSettingsTests
{
    private static InstallSpec Sound => Fleets.Installed.Install!;

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<HostSettings>(Fleets.Sound));

    [Fact]
    public void Accepts_what_hosts_can_be_told() => Assert.Empty(Findings(Sound with
    {
        User = "_admin-1",
        DataDirectory = "/srv/rke2",
        DrainMinutes = 0,
        Proxy = new()
        {
            Url = "http://proxy.acme.example:3128",
            NoProxy = ["registry.acme.example:5000", ".acme.example", "*.acme.example", "10.0.0.0/8", "10.1.2.3"],
        },
    }));

    [Theory]
    [InlineData("root; reboot")]
    [InlineData("Administrator")]
    [InlineData("1user")]
    [InlineData("")]
    public void Rejects_a_user_that_nobody_can_log_in_as(string user) => Assert.Equal(
        [
            $"CLU161 error clusters[0].install.user: \"{user}\" is not a login name. Allowed: at most 32 lower-case letters, digits, '_' " +
            "and '-', starting with a letter or '_'.",
        ],
        Findings(Sound with { User = user }));

    [Theory]
    [InlineData("data/rke2")]
    [InlineData("/data")]
    [InlineData("/data/../etc")]
    [InlineData("/data/a b")]
    [InlineData("/usr/local/rke2")]
    [InlineData("/var/lib/kubelet")]
    public void Rejects_a_folder_that_cannot_be_deleted_as_a_whole(string folder) => Assert.Equal(
        [
            $"CLU161 error clusters[0].install.dataDirectory: \"{folder}\" cannot hold the state of a cluster; it is deleted as a whole " +
            "when its host is removed. Allowed: an absolute path of at least two folders outside of /tmp, /run, /dev, /proc, /sys, " +
            "/boot, /etc, /usr, /var/lib/kubelet, such as /data/rke2.",
        ],
        Findings(Sound with { DataDirectory = folder }));

    [Theory]
    [InlineData(-1)]
    [InlineData(61)]
    public void Rejects_a_time_that_no_update_waits_for(int minutes) => Assert.Equal(
        [$"CLU161 error clusters[0].install.drainMinutes: drainMinutes is {minutes}. Allowed: 0 (never) to 60."],
        Findings(Sound with { DrainMinutes = minutes }));

    [Theory]
    [InlineData("proxy.acme.example:3128")]
    [InlineData("socks5://proxy.acme.example")]
    [InlineData("http://proxy.acme.example/path")]
    [InlineData("http://proxy$(reboot).example")]
    public void Rejects_what_is_not_the_url_of_a_proxy(string url) => Assert.Equal(
        [
            $"CLU161 error clusters[0].install.proxy.url: \"{url}\" is not the URL of a proxy. Allowed: http or https with a host and a " +
            "port, such as http://proxy.example.com:3128.",
        ],
        Findings(Sound with { Proxy = new() { Url = url } }));

    [Fact]
    public void Rejects_credentials_of_a_proxy_and_does_not_show_them() => Assert.Equal(
        [
            "CLU161 error clusters[0].install.proxy.url: the URL contains credentials and is not shown; hosts would keep them in files " +
            "that everybody may read. Let the proxy know the hosts by their addresses.",
        ],
        Findings(Sound with { Proxy = new() { Url = "http://user:password@proxy.acme.example:3128" } }));

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("https://acme.example")]
    [InlineData("a, b")]
    public void Rejects_what_a_proxy_cannot_be_left_out_for(string entry) => Assert.Equal(
        [
            $"CLU161 error clusters[0].install.proxy.noProxy[0]: \"{entry}\" is nothing that a proxy can be left out for. Allowed: a " +
            "host, a domain such as .example.com, or a network in CIDR notation.",
        ],
        Findings(Sound with { Proxy = new() { Url = "http://proxy.acme.example:3128", NoProxy = [entry] } }));

    private static string[] Findings(InstallSpec install) =>
        Fleets.Findings<HostSettings>(Fleets.Of(Fleets.Installed with { Install = install }));
}
